using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// Recognises copies whose bytes, size or date the destination has changed: by the fields of the header that it has kept, by the words, and by
/// what it does to other messages.
/// </summary>
/// <param name="destination">Where they are.</param>
/// <param name="folder">Their folder's name.</param>
/// <param name="candidates">The messages there.</param>
/// <param name="mailbox">The mailbox, which knows what the destination changes.</param>
internal sealed class ChangedCopies(IMailSession destination, string folder, UnknownMessages candidates, MailboxContext mailbox)
{
    private const int Window = 2000;

    private readonly DestinationManner _manner = mailbox.Manner;

    /// <summary>Whether copies have the dates of these messages, where the destination keeps dates.</summary>
    public bool ComparesDates { get; init; } = true;

    /// <summary>Of which pairs the words are compared.</summary>
    public WordCheck Words { get; init; } = WordCheck.InDoubt;

    /// <summary>Finds copies of messages, and takes them out of the candidates.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="isAll">Whether no other message can be what the candidates are copies of.</param>
    /// <param name="originals">Reads them.</param>
    /// <param name="sampleAsync">Finds out what the destination changes, by copies known for certain.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>The copies' UIDs by those of the messages.</returns>
    public async Task<Dictionary<uint, uint>> TakeAsync(
        IReadOnlyList<MessageInfo> messages, bool isAll, Originals originals, Func<Task> sampleAsync, CancellationToken cancellationToken)
    {
        if (messages.Count == 0 || candidates.IsEmpty)
        {
            return [];
        }

        await ReadKeysAsync(candidates.FindWithoutKey(messages, ComparesDates && _manner.KeepsDates), cancellationToken);
        var keys = await originals.ReadKeysAsync(UidSet.Of(messages.Select(message => message.Uid)));
        var alike = FindAlike(messages, keys);
        if (alike.Count == 0)
        {
            return [];
        }

        var stored = Originals.There(destination, await OpenAsync(cancellationToken), () => mailbox.Backoff.IsOver, cancellationToken);
        var prints = await HeaderPrint.ReadAsync(originals, UidSet.Of(alike.Select(pair => pair.Message.Uid)));
        var copies = await HeaderPrint.ReadAsync(stored, UidSet.Of(alike.Select(pair => pair.Copy.Uid)));
        var pairs = await WithBodiesAsync([.. alike.Select(pair => Compare(pair.Message, pair.Copy, prints, copies)).OfType<CopyPair>()], originals, stored);
        _manner.MeetAlike(CopyPair.Assign(pairs), isAll);
        if (pairs.Exists(pair => pair.Header.Changed.Count > 0 || !pair.IsProven(_manner, isAll)))
        {
            await sampleAsync();
            await OpenAsync(cancellationToken);
        }

        return Take(CopyPair.Assign(pairs.Where(pair => pair.IsProven(_manner, isAll))), messages);
    }

    private Task<ISessionFolder> OpenAsync(CancellationToken cancellationToken) => destination.OpenAsync(folder, FolderAccess.ReadOnly, cancellationToken);

    private async Task ReadKeysAsync(UidSet uids, CancellationToken cancellationToken)
    {
        foreach (var window in uids.Split(Window))
        {
            var there = Originals.There(destination, await OpenAsync(cancellationToken), () => mailbox.Backoff.IsOver, cancellationToken);
            await there.Headers(window, HeaderKey.Request, (uid, headers) => candidates.NoteKey(uid, HeaderKey.Of(headers)));
        }
    }

    // A destination that keeps one Message-ID keeps all: one that is not found by it has no copy there.
    private List<(MessageInfo Message, UnknownMessage Copy)> FindAlike(IReadOnlyList<MessageInfo> messages, Dictionary<uint, HeaderKey> keys)
    {
        var known = messages.Where(message => keys.ContainsKey(message.Uid)).ToList();
        var alike = known.SelectMany(message => candidates.FindChanged(keys[message.Uid].ById, message.Size).Select(copy => (message, copy))).ToList();
        var mayHaveAnotherId = alike.Count == 0 && !_manner.KeepsIds;
        foreach (var message in known.Where(message => keys[message.Uid].ById is null || mayHaveAnotherId))
        {
            var found = candidates.FindChanged(keys[message.Uid].ByFields, message.Size);
            found = found.Count == 0 ? candidates.FindChanged(keys[message.Uid].ByDate, message.Size) : found;
            found = found.Count == 0 ? candidates.FindChanged(message.InternalDate, message.Size) : found;
            alike.AddRange(found.Select(copy => (message, copy)));
        }

        return alike;
    }

    // Two drafts may share a header, and all messages of a monitoring system do: then the words decide.
    private async Task<List<CopyPair>> WithBodiesAsync(List<CopyPair> pairs, Originals originals, Originals stored)
    {
        var (claims, choices) = (pairs.CountBy(pair => pair.Copy).ToDictionary(), pairs.CountBy(pair => pair.Original).ToDictionary());
        pairs = pairs.ConvertAll(pair => pair with { IsOnlyChoice = claims[pair.Copy] == 1 && choices[pair.Original] == 1 });
        var doubtful = pairs.Where(pair => Words switch
        {
            WordCheck.Always => true,
            WordCheck.InDoubt => !pair.IsOnlyChoice || !pair.IsAsUsual(_manner),
            WordCheck.WhereChanged => !(pair.IsUnchanged || pair.IsAsUsual(_manner)) || claims[pair.Copy] > choices[pair.Original],
            _ => throw new InvalidOperationException($"There is no check {Words}."),
        }).ToHashSet();
        if (doubtful.Count == 0)
        {
            return pairs;
        }

        var ours = await originals.Bodies(UidSet.Of(doubtful.Select(pair => pair.Original)));
        var theirs = await stored.Bodies(UidSet.Of(doubtful.Select(pair => pair.Copy)));
        return pairs.ConvertAll(pair => !doubtful.Contains(pair) ? pair
            : pair with
            {
                Words = ours.GetValueOrDefault(pair.Original),
                HasSameBody = ours.TryGetValue(pair.Original, out var body) && theirs.TryGetValue(pair.Copy, out var other) && body == other,
            });
    }

    private static CopyPair? Compare(MessageInfo message, UnknownMessage copy, Dictionary<uint, HeaderPrint> originals, Dictionary<uint, HeaderPrint> copies)
    {
        if (!originals.TryGetValue(message.Uid, out var original) || !copies.TryGetValue(copy.Uid, out var stored))
        {
            return null;
        }

        var changes = original.CompareWith(stored);
        var pair = new CopyPair(message.Uid, copy.Uid, changes, Math.Abs(copy.Size - message.Size - changes.Bytes), message.InternalDate == copy.Received);
        return pair.IsPossible ? pair : null;
    }

    private Dictionary<uint, uint> Take(List<CopyPair> pairs, IReadOnlyList<MessageInfo> messages)
    {
        var dates = messages.ToDictionary(message => message.Uid, message => message.InternalDate);
        foreach (var pair in pairs)
        {
            candidates.Remove(pair.Copy);
            if (pair.IsSameDate)
            {
                _manner.MeetKeptDate(dates[pair.Original]);
            }
            else
            {
                _manner.MeetOtherDate();
            }

            if (pair.Header.Kept.Contains("message-id"))
            {
                _manner.MeetId();
            }
        }

        return pairs.ToDictionary(pair => pair.Original, pair => pair.Copy);
    }
}
