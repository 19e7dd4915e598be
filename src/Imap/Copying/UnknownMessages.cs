using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// Messages at the destination that are no known copies: the owner's own, another tool's, or ours from a run that died before it could
/// note them. They are found by the moment they were received and their size, or, where a destination changes these, by their header.
/// </summary>
/// <param name="lookedUpTo">A bound below which all such messages are in here.</param>
/// <param name="now">The moment of the look.</param>
internal sealed class UnknownMessages(uint lookedUpTo, DateTimeOffset now)
{
    // So many are compared with one message: machines may write any number in the same second.
    private const int MostAlike = 50;

    private readonly Dictionary<uint, (DateTimeOffset? Received, long Size)> _all = [];
    private readonly Dictionary<long, List<uint>> _bySize = [];
    private readonly Dictionary<ulong, List<uint>> _byKey = [];
    private readonly HashSet<uint> _hasKey = [];

    private ILookup<DateTimeOffset, uint>? _byDate;
    private uint _end = lookedUpTo;

    public uint LookedUpTo { get; } = lookedUpTo;

    public bool IsEmpty => _all.Count == 0;

    /// <summary>Notes where messages of ours have arrived.</summary>
    /// <returns>False if something else has come in before them, which nobody has looked at yet.</returns>
    public bool TryExtend(uint first, uint last)
    {
        var isNext = first <= _end;
        _end = last + 1;
        return isNext;
    }

    public void Add(DateTimeOffset? received, long size, uint uid)
    {
        if (!_all.TryAdd(uid, (received, size)))
        {
            return;
        }

        if (!_bySize.TryGetValue(size, out var messages))
        {
            _bySize.Add(size, messages = []);
        }

        messages.Add(uid);
        _byDate = null;
    }

    /// <summary>The UIDs that may be copies of a message as it was. Servers put their own clock in the place of a moment that is missing or still to come.</summary>
    public IReadOnlyList<uint> Find(DateTimeOffset? received, long size) =>
        _bySize.TryGetValue(size, out var messages) ? messages.FindAll(uid => received is null || received > now || _all[uid].Received == received) : [];

    /// <summary>Whether a UID lies above all that have been looked at or have arrived since.</summary>
    public bool IsBeyond(uint uid) => uid >= _end;

    /// <summary>All UIDs that others do not have, in their order.</summary>
    /// <param name="earlier">The others; null = there are none.</param>
    public List<uint> NotIn(UnknownMessages? earlier) => [.. _all.Keys.Where(uid => earlier?._all.ContainsKey(uid) != true).Order()];

    /// <summary>The UIDs whose keys are not known yet, of messages that may be changed copies of others.</summary>
    /// <param name="messages">The others; not empty.</param>
    /// <param name="keepsDates">Whether the destination keeps dates.</param>
    public UidSet FindWithoutKey(IReadOnlyList<MessageInfo> messages, bool keepsDates)
    {
        var (least, most) = (messages.Min(message => message.Size), messages.Max(message => message.Size));
        var dates = keepsDates && messages.All(message => message.InternalDate <= now) ? messages.Select(message => message.InternalDate).ToHashSet() : null;
        return UidSet.Of(_all.Where(pair => !_hasKey.Contains(pair.Key)
            && IsAbout(pair.Value.Size, least) >= 0 && IsAbout(pair.Value.Size, most) <= 0
            && dates?.Contains(pair.Value.Received) != false).Select(pair => pair.Key).Order());
    }

    /// <summary>Notes by what a message is found. One that the destination has given a Message-ID is found without it too.</summary>
    public void NoteKey(uint uid, HeaderKey key)
    {
        if (!_all.ContainsKey(uid) || !_hasKey.Add(uid))
        {
            return;
        }

        foreach (var part in key.Parts)
        {
            if (!_byKey.TryGetValue(part, out var alike))
            {
                _byKey.Add(part, alike = []);
            }

            alike.Add(uid);
        }
    }

    /// <summary>The messages that may be changed copies of one, by one part of its key.</summary>
    public IReadOnlyList<UnknownMessage> FindChanged(ulong? part, long size) =>
        part is { } key && _byKey.TryGetValue(key, out var alike) ? Nearest(alike.Where(_all.ContainsKey), size) : [];

    /// <summary>The messages that may be changed copies of one, by the moment at which it was received.</summary>
    public IReadOnlyList<UnknownMessage> FindChanged(DateTimeOffset? received, long size)
    {
        _byDate ??= _all.Where(pair => pair.Value.Received is not null).ToLookup(pair => pair.Value.Received!.Value, pair => pair.Key);
        return received is { } date ? Nearest(_byDate[date].Where(_all.ContainsKey), size) : [];
    }

    private List<UnknownMessage> Nearest(IEnumerable<uint> uids, long size) =>
    [
        .. uids.Select(uid => new UnknownMessage(uid, _all[uid].Received, _all[uid].Size))
            .Where(message => IsAbout(message.Size, size) == 0)
            .OrderBy(message => Math.Abs(message.Size - size)).ThenBy(message => message.Uid)
            .Take(MostAlike),
    ];

    /// <summary>Takes one out: it has been recognised as a copy.</summary>
    public void Remove(uint uid)
    {
        if (_all.Remove(uid, out var message) && _bySize[message.Size].Remove(uid) && _bySize[message.Size].Count == 0)
        {
            _bySize.Remove(message.Size);
        }
    }

    // Line ends may be changed and fields added; a text of very short lines grows by half.
    private static int IsAbout(long size, long original) => size > (2 * original) + 4096 ? 1 : size < (original / 2) - 64 ? -1 : 0;
}
