using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// Finds out where messages have been stored by a destination that does not tell (without UIDPLUS, RFC 4315), or that tells what can't be. As many
/// more messages prove nothing: another may have come in for one that was lost. But a server stores messages in their order, whatever it makes of them.
/// </summary>
internal sealed class PlaceFinder(FolderCopy folder, IMailSession destination, MailboxContext mailbox)
{
    // What has just been stored has the highest UIDs.
    private const int LookedAtPerMessage = 4;
    private const int LookedAtAtLeast = 20;

    // What comes in beside it may have the same size, and the same moment where that is this one.
    private static readonly TimeSpan JustNow = TimeSpan.FromHours(1);

    /// <summary>Looks for messages among those that have come in.</summary>
    /// <param name="batch">The messages, in the order in which they were sent.</param>
    /// <param name="dates">With which dates they were sent; null = with none.</param>
    /// <param name="unknown">What is in the folder, and no known copy.</param>
    /// <param name="before">What of it was there before; null = that is not known.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>For each message its UID; null = it is not there.</returns>
    public async Task<List<uint?>> FindAsync(
        List<FetchedMessage> batch, List<DateTimeOffset?> dates, UnknownMessages unknown, UnknownMessages? before, CancellationToken cancellationToken)
    {
        var newest = unknown.NotIn(before).TakeLast(Math.Max(LookedAtAtLeast, LookedAtPerMessage * batch.Count)).ToList();
        var now = mailbox.Clock.GetUtcNow();
        var recent = now - JustNow;

        // The size alone tells nothing; and a date to come the destination may have set to now.
        var asSent = batch.Zip(dates, (message, date) => date <= now ? unknown.Find(date, message.Content.Length).ToHashSet() : []).ToList();
        var places = Align(batch.Count, newest, (index, uid) => asSent[index].Contains(uid) && dates[index] < recent ? 1 : 0);
        if (newest.Count == 0 || !places.Contains(null))
        {
            return places;
        }

        var (ours, theirs) = (batch.ConvertAll(message => HeaderKey.Of(message.ReadHeaders())), await ReadKeysAsync(UidSet.Of(newest), cancellationToken));
        return Align(batch.Count, newest, (index, uid) => theirs.TryGetValue(uid, out var key) ? Likeness(ours[index], key, asSent[index].Contains(uid)) : 0);
    }

    // A server may change every field; what nobody can tell is taken for what was sent.
    private static int Likeness(HeaderKey original, HeaderKey copy, bool isAsSent) =>
        original.ById is { } id && copy.ById == id ? 8
        : original.ByFields == copy.ByFields ? 6
        : isAsSent ? 4
        : original.ByDate is { } date && copy.ByDate == date ? 3
        : original is { ById: null, ByDate: null } ? 1
        : 0;

    // The assignment in the order of both that is the most likely: what is worth 0 is none.
    private static List<uint?> Align(int count, List<uint> uids, Func<int, uint, int> likeness)
    {
        var best = new int[count + 1, uids.Count + 1];
        for (var index = count - 1; index >= 0; index--)
        {
            for (var place = uids.Count - 1; place >= 0; place--)
            {
                var value = likeness(index, uids[place]);
                var without = Math.Max(best[index + 1, place], best[index, place + 1]);
                best[index, place] = value > 0 ? Math.Max(without, value + best[index + 1, place + 1]) : without;
            }
        }

        var places = new List<uint?>();
        for (var (index, place) = (0, 0); index < count;)
        {
            if (place == uids.Count || best[index, place] == best[index + 1, place])
            {
                places.Add(null);
                index++;
            }
            else if (best[index, place] == best[index, place + 1])
            {
                place++;
            }
            else
            {
                places.Add(uids[place]);
                (index, place) = (index + 1, place + 1);
            }
        }

        return places;
    }

    private async Task<Dictionary<uint, HeaderKey>> ReadKeysAsync(UidSet uids, CancellationToken cancellationToken)
    {
        var there = await destination.OpenAsync(folder.DestinationName, FolderAccess.ReadWrite, cancellationToken);
        return await Originals.There(destination, there, () => mailbox.Backoff.IsOver, cancellationToken).ReadKeysAsync(uids);
    }
}
