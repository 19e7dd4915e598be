using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Infrastructure.Imap.Connections;
using MailKit;
using MimeKit;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>
/// Recognises copies whose bytes, size or date the destination has changed. A copy's header holds every field of its original, but for bytes
/// beyond ASCII; fields may be added; the size differs by these and by line ends.
/// </summary>
/// <param name="destination">Where they are.</param>
/// <param name="folder">Their folder's name.</param>
/// <param name="candidates">The messages there.</param>
/// <param name="mailbox">The mailbox, which knows what the destination changes.</param>
internal sealed class ChangedCopies(MailConnection destination, string folder, Candidates candidates, MailboxContext mailbox)
{
    private const int Window = 2000;

    private readonly DestinationManner _manner = mailbox.Manner;

    /// <summary>Whether copies have the dates of these messages, where the destination keeps dates.</summary>
    public bool ComparesDates { get; init; } = true;

    /// <summary>Finds copies of messages, and takes them out of the candidates.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="originals">Reads them.</param>
    /// <param name="sampleAsync">Finds out what the destination adds, by copies known for certain.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>The copies' UIDs by those of the messages.</returns>
    public async Task<Dictionary<uint, uint>> TakeAsync(
        IReadOnlyList<MessageInfo> messages, Originals originals, Func<Task> sampleAsync, CancellationToken cancellationToken)
    {
        if (messages.Count == 0 || candidates.IsEmpty)
        {
            return [];
        }

        await ReadKeysAsync(candidates.FindWithoutKey(messages, ComparesDates && _manner.KeepsDates), cancellationToken);
        var keys = await originals.Headers(UidSet.Of(messages.Select(message => message.Uid)), HeaderKey.Request);
        var alike = messages
            .Where(message => keys.ContainsKey(message.Uid))
            .SelectMany(message => candidates.FindChanged(HeaderKey.Of(keys[message.Uid]), message.Size).Select(copy => (Message: message, Copy: copy)))
            .ToList();
        if (alike.Count == 0)
        {
            return [];
        }

        var stored = Originals.In(destination, await OpenAsync(cancellationToken), () => mailbox.Patience.IsOver, cancellationToken);
        var prints = ToPrints(await originals.Headers(UidSet.Of(alike.Select(pair => pair.Message.Uid)), MessageIdentity.AllHeaders));
        var copies = ToPrints(await stored.Headers(UidSet.Of(alike.Select(pair => pair.Copy.Uid)), MessageIdentity.AllHeaders));
        var pairs = alike.Select(pair => Compare(pair.Message, pair.Copy, prints, copies)).OfType<Pair>().ToList();
        _manner.MeetAlike(pairs.Select(pair => (pair.Original, pair.Added)));
        if (pairs.Exists(pair => !_manner.Adds(pair.Added)))
        {
            await sampleAsync();
            await OpenAsync(cancellationToken);
        }

        return Take(await WithSameBodyAsync(pairs.FindAll(pair => _manner.Adds(pair.Added)), originals, stored));
    }

    private Task<IMailFolder> OpenAsync(CancellationToken cancellationToken) => destination.OpenAsync(folder, FolderAccess.ReadOnly, cancellationToken);

    private async Task ReadKeysAsync(UidSet uids, CancellationToken cancellationToken)
    {
        foreach (var window in uids.Split(Window))
        {
            var there = Originals.In(destination, await OpenAsync(cancellationToken), () => mailbox.Patience.IsOver, cancellationToken);
            foreach (var (uid, headers) in await there.Headers(window, HeaderKey.Request))
            {
                candidates.NoteKey(uid, HeaderKey.Of(headers));
            }
        }
    }

    // Where the size is not explained, or fewer copies were found than there are messages like them, the words decide: two drafts may share a header.
    private static async Task<List<Pair>> WithSameBodyAsync(List<Pair> pairs, Originals originals, Originals stored)
    {
        var (claims, choices) = (pairs.CountBy(pair => pair.Copy).ToDictionary(), pairs.CountBy(pair => pair.Original).ToDictionary());
        var doubtful = pairs.Where(pair => pair.Unexplained > 0 || claims[pair.Copy] > choices[pair.Original]).ToHashSet();
        if (doubtful.Count == 0)
        {
            return pairs;
        }

        var ours = await originals.Bodies(UidSet.Of(doubtful.Select(pair => pair.Original)));
        var theirs = await stored.Bodies(UidSet.Of(doubtful.Select(pair => pair.Copy)));
        return pairs.FindAll(pair => !doubtful.Contains(pair)
            || (ours.TryGetValue(pair.Original, out var body) && theirs.TryGetValue(pair.Copy, out var other) && body == other));
    }

    private static Dictionary<uint, HeaderPrint> ToPrints(Dictionary<uint, HeaderList> headers) =>
        headers.ToDictionary(pair => pair.Key, pair => new HeaderPrint(pair.Value));

    private static Pair? Compare(
        MessageInfo message, (uint Uid, DateTimeOffset? Received, long Size) copy, Dictionary<uint, HeaderPrint> originals, Dictionary<uint, HeaderPrint> copies)
    {
        if (!originals.TryGetValue(message.Uid, out var original) || !copies.TryGetValue(copy.Uid, out var stored) || original.FindAdded(stored) is not { } added)
        {
            return null;
        }

        var unexplained = Math.Abs(copy.Size - message.Size - added.Bytes);
        var isSameDate = message.InternalDate == copy.Received;
        return original.IsStrong || isSameDate || unexplained == 0 ? new Pair(message.Uid, copy.Uid, added, unexplained, isSameDate) : null;
    }

    // The best pairs first. Where nothing tells two apart, the order does in which they were sent.
    private Dictionary<uint, uint> Take(List<Pair> pairs)
    {
        var (found, taken) = (new Dictionary<uint, uint>(), new HashSet<uint>());
        foreach (var pair in pairs.OrderBy(pair => pair.Unexplained).ThenBy(pair => !pair.IsSameDate).ThenBy(pair => pair.Original).ThenBy(pair => pair.Copy))
        {
            if (!found.ContainsKey(pair.Original) && taken.Add(pair.Copy))
            {
                found.Add(pair.Original, pair.Copy);
                candidates.Remove(pair.Copy);
                _manner.MeetDate(pair.IsSameDate);
            }
        }

        return found;
    }

    private sealed record Pair(uint Original, uint Copy, AddedFields Added, long Unexplained, bool IsSameDate);
}
