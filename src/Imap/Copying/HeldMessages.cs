using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// What a folder of the source holds whose UIDVALIDITY has changed, or that was made anew: nothing but content says which copies are of messages that are
/// still there.
/// </summary>
/// <param name="folder">The folder's name.</param>
/// <param name="connections">The servers.</param>
/// <param name="mailbox">The mailbox.</param>
internal sealed class HeldMessages(string folder, ConnectionPair connections, MailboxContext mailbox)
{
    // Of so many copies, and so many messages that are like them, the headers are read.
    private const int MostDoubtful = 2000;
    private const int MostLike = 20_000;

    /// <summary>Finds the copies that are certainly of no message which the folder holds, whatever the destination has changed.</summary>
    /// <param name="place">The copies' folder at the destination.</param>
    /// <param name="copies">The copies.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>None if the folder does not show all that it holds.</returns>
    public async Task<List<UnknownMessage>> FindOthersAsync(string place, List<UnknownMessage> copies, CancellationToken cancellationToken)
    {
        if (copies.Count == 0)
        {
            return copies;
        }

        var from = await connections.Source.OpenAnewAsync(folder, cancellationToken, FolderAccess.ReadOnly);
        if (await ListAsync(from, cancellationToken) is not { } held)
        {
            return [];
        }

        var (moments, sizes) = (held.Select(message => message.Moment).ToHashSet(), held.Select(message => message.Size).ToHashSet());
        var (doubtful, others) = (new List<UnknownMessage>(), new List<UnknownMessage>());
        foreach (var copy in copies)
        {
            (moments.Contains(copy.Moment) || sizes.Contains(copy.Size) ? doubtful : others).Add(copy);
        }

        // Where most are like none by date and size, the messages may be gone, or the destination may keep neither: then headers tell.
        if (others.Count >= doubtful.Count && !mailbox.Manner.KeepsDates)
        {
            (doubtful, others) = (copies, []);
        }

        var isAll = doubtful.Count == copies.Count;
        doubtful = doubtful.Count > MostDoubtful ? WithoutMatched(doubtful, held) : doubtful;
        (moments, sizes) = (doubtful.Select(copy => copy.Moment).ToHashSet(), doubtful.Select(copy => copy.Size).ToHashSet());
        var like = isAll ? held : held.FindAll(message => moments.Contains(message.Moment) || sizes.Contains(message.Size));
        if (doubtful.Count is 0 or > MostDoubtful || like.Count > MostLike)
        {
            return others;
        }

        var there = await connections.Destination.OpenAsync(place, FolderAccess.ReadOnly, cancellationToken);
        var ours = await Originals.In(connections.Source, from, () => mailbox.Backoff.IsOver, cancellationToken).ReadKeysAsync(UidsOf(like));
        var theirs = await Originals.There(connections.Destination, there, () => mailbox.Backoff.IsOver, cancellationToken).ReadKeysAsync(UidsOf(doubtful));
        return ours.Count < like.Count ? others : [.. others, .. FindUnlike(doubtful, theirs, ours.Values)];
    }

    private async Task<List<UnknownMessage>?> ListAsync(ISessionFolder from, CancellationToken cancellationToken)
    {
        var visible = await VisibleMessages.FindAsync(connections.Source, from, mailbox.BeginWait(), cancellationToken);
        var held = await WholeAnswer.OutlineAsync(connections.Source, from, visible, cancellationToken);
        return held.Count == from.Count ? held : null;
    }

    private static UidSet UidsOf(List<UnknownMessage> messages) => UidSet.Of(messages.Select(message => message.Uid).Order());

    // As many messages as copies of one moment and size: they are each other's.
    private static List<UnknownMessage> WithoutMatched(List<UnknownMessage> copies, List<UnknownMessage> held)
    {
        var messages = held.CountBy(Shape).ToDictionary();
        var matched = copies.CountBy(Shape).Where(shape => messages.GetValueOrDefault(shape.Key) >= shape.Value).Select(shape => shape.Key).ToHashSet();
        return copies.FindAll(copy => !matched.Contains(Shape(copy)));

        static (long Moment, long Size) Shape(UnknownMessage message) => (message.Moment, message.Size);
    }

    // A destination that keeps one Message-ID keeps all.
    private static IEnumerable<UnknownMessage> FindUnlike(List<UnknownMessage> copies, Dictionary<uint, HeaderKey> theirs, IReadOnlyCollection<HeaderKey> ours)
    {
        var ids = ours.Select(key => key.ById).OfType<ulong>().ToHashSet();
        var fields = ours.Select(key => key.ByFields).ToHashSet();
        var dates = ours.Select(key => key.ByDate).OfType<ulong>().ToHashSet();
        var tellsById = ours.All(key => key.ById is not null) && theirs.Values.Any(key => key.ById is { } id && ids.Contains(id));
        return copies.Where(copy => theirs.TryGetValue(copy.Uid, out var key) && !MayBeHeld(key));

        bool MayBeHeld(HeaderKey copy) => (copy.ById is { } id && ids.Contains(id)) || fields.Contains(copy.ByFields)
            || (!(tellsById && copy.ById is not null) && copy.ByDate is { } date && dates.Contains(date));
    }
}
