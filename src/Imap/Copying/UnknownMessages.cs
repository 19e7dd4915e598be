using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// Messages at the destination that are no known copies: the owner's own, another tool's, or ours from a run that died before it could
/// note them. They are found by the moment they were received and their size, or, where a destination changes these, by their header.
/// The owner may have hundreds of thousands, so each takes 16 bytes, and as many again for each order in which they are looked for.
/// </summary>
/// <param name="lookedUpTo">A bound below which all such messages are in here.</param>
/// <param name="now">The moment of the look.</param>
/// <param name="found">The messages, each once.</param>
internal sealed class UnknownMessages(uint lookedUpTo, DateTimeOffset now, IEnumerable<UnknownMessage> found)
{
    // So many are compared with one message: machines may write any number in the same second.
    private const int MostAlike = 50;

    private readonly SortedMessages _all = new(found, (one, other) => one.Uid.CompareTo(other.Uid));
    private readonly KeyIndex _byKey = new();
    private readonly UidSet _hasKey = new();
    private readonly UidSet _taken = new();

    private SortedMessages? _bySize;
    private SortedMessages? _byDate;
    private int _takenCount;
    private uint _end = lookedUpTo;

    public uint LookedUpTo { get; } = lookedUpTo;

    /// <summary>A bound above all that have been looked at, or have arrived since.</summary>
    public uint End => _end;

    /// <summary>How many messages the folder held then, and those that have arrived since.</summary>
    public long Held { get; set; }

    public bool IsEmpty => _takenCount == _all.All.Count;

    private IEnumerable<UnknownMessage> Left => _takenCount == 0 ? _all.All : _all.All.Where(IsLeft);

    /// <summary>Notes where messages of ours have arrived.</summary>
    /// <returns>False if something else has come in before them, which nobody has looked at yet.</returns>
    public bool TryExtend(uint first, uint last, int count)
    {
        var isNext = first <= _end;
        (_end, Held) = (last + 1, Held + count);
        return isNext;
    }

    /// <summary>
    /// The UIDs that may be copies of a message as it was, in their order. Servers put their own clock in the place of a moment that is missing or
    /// still to come.
    /// </summary>
    /// <param name="received">When the message was received; null if its server does not tell.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="from">How many of them to leave out.</param>
    /// <param name="most">How many to tell after these.</param>
    public IReadOnlyList<uint> Find(DateTimeOffset? received, long size, int from = 0, int most = int.MaxValue)
    {
        if (IsEmpty)
        {
            return [];
        }

        _bySize ??= new SortedMessages(_all.All, CompareSizes);
        var moment = UnknownMessage.MomentOf(received);
        return received is null || received > now
            ? [.. _bySize.At(message => message.Size.CompareTo(size)).Where(IsLeft).Select(message => message.Uid).Order().Skip(from).Take(most)]
            : [.. _bySize.At(message => (message.Size, message.Moment).CompareTo((size, moment))).Where(IsLeft).Skip(from).Take(most).Select(message => message.Uid)];
    }

    /// <summary>Whether a UID lies above all that have been looked at or have arrived since.</summary>
    public bool IsBeyond(uint uid) => uid >= _end;

    /// <summary>All UIDs that others do not have, in their order.</summary>
    /// <param name="earlier">The others; null = there are none.</param>
    public List<uint> NotIn(UnknownMessages? earlier) => [.. Left.Select(message => message.Uid).Where(uid => earlier?.TryFind(uid, out _) != true)];

    /// <summary>The UIDs whose keys are not known yet, of messages that may be changed copies of others.</summary>
    /// <param name="messages">The others; not empty.</param>
    /// <param name="keepsDates">Whether the destination keeps dates.</param>
    public UidSet FindWithoutKey(IReadOnlyList<MessageInfo> messages, bool keepsDates)
    {
        var (least, most) = (messages.Min(message => message.Size), messages.Max(message => message.Size));
        var moments = keepsDates && messages.All(message => message.InternalDate <= now)
            ? messages.Select(message => UnknownMessage.MomentOf(message.InternalDate)).ToHashSet()
            : null;
        return UidSet.Of(Left.Where(message => IsAbout(message.Size, least) >= 0 && IsAbout(message.Size, most) <= 0
            && moments?.Contains(message.Moment) != false
            && !_hasKey.Contains(message.Uid)).Select(message => message.Uid));
    }

    /// <summary>Notes by what a message is found. One that the destination has given a Message-ID is found without it too.</summary>
    public void NoteKey(uint uid, HeaderKey key)
    {
        if (TryFind(uid, out _) && !_hasKey.Contains(uid))
        {
            _hasKey.Add(uid);
            _byKey.Add(uid, key.Parts);
        }
    }

    /// <summary>The messages that may be changed copies of one, by one part of its key.</summary>
    public IReadOnlyList<UnknownMessage> FindChanged(ulong? part, long size)
    {
        return part is { } key ? Nearest(Known(key), size) : [];

        IEnumerable<UnknownMessage> Known(ulong shared)
        {
            foreach (var uid in _byKey.Find(shared))
            {
                if (TryFind(uid, out var message))
                {
                    yield return message;
                }
            }
        }
    }

    /// <summary>The messages that may be changed copies of one, by the moment at which it was received.</summary>
    public IReadOnlyList<UnknownMessage> FindChanged(DateTimeOffset? received, long size)
    {
        if (received is null || IsEmpty)
        {
            return [];
        }

        _byDate ??= new SortedMessages(_all.All, (one, other) => one.Moment.CompareTo(other.Moment));
        var moment = UnknownMessage.MomentOf(received);
        return Nearest(_byDate.At(message => message.Moment.CompareTo(moment)).Where(IsLeft), size);
    }

    /// <summary>Takes one out: it has been recognised as a copy.</summary>
    public void Remove(uint uid)
    {
        if (TryFind(uid, out _))
        {
            _taken.Add(uid);
            _takenCount++;
        }
    }

    private static List<UnknownMessage> Nearest(IEnumerable<UnknownMessage> messages, long size) =>
    [
        .. messages.Where(message => IsAbout(message.Size, size) == 0)
            .OrderBy(message => Math.Abs(message.Size - size)).ThenBy(message => message.Uid)
            .Take(MostAlike),
    ];

    private static int CompareSizes(UnknownMessage one, UnknownMessage other) =>
        one.Size != other.Size ? one.Size.CompareTo(other.Size)
        : one.Moment != other.Moment ? one.Moment.CompareTo(other.Moment)
        : one.Uid.CompareTo(other.Uid);

    private bool TryFind(uint uid, out UnknownMessage message)
    {
        message = _all.At(other => other.Uid.CompareTo(uid)).FirstOrDefault();
        return message.Uid == uid && uid != 0 && IsLeft(message);
    }

    private bool IsLeft(UnknownMessage message) => _takenCount == 0 || !_taken.Contains(message.Uid);

    // Line ends may be changed and fields added; a text of very short lines grows by half.
    private static int IsAbout(long size, long original) => size > (2 * original) + 4096 ? 1 : size < (original / 2) - 64 ? -1 : 0;
}
