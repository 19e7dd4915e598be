using System.Globalization;
using System.Text;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>Which message of the source became which at the destination, as ranges: messages copied in a row keep their order, so a row of them is one entry.</summary>
public sealed class UidMap
{
    private RangeList<Segment> _segments = new();

    /// <summary>How many messages are mapped.</summary>
    public long Count => _segments.Sum(segment => (long)segment.Length);

    /// <summary>The UIDs at the source that have been copied.</summary>
    public UidSet Sources() => ToSet(segment => segment.Source);

    /// <summary>The UIDs at the destination that hold a copy.</summary>
    public UidSet Destinations() => ToSet(segment => segment.Destination);

    /// <summary>The UIDs of a set whose messages at the source have not been copied.</summary>
    /// <param name="uids">The set.</param>
    public UidSet Without(UidSet uids)
    {
        var rest = new UidSet();
        foreach (var (first, last) in uids.Ranges)
        {
            long next = first;
            foreach (var segment in _segments.From(first).TakeWhile(segment => segment.First <= last))
            {
                Add(next, (long)segment.First - 1);
                next = (long)segment.Last + 1;
            }

            Add(next, last);
        }

        return rest;

        void Add(long from, long to)
        {
            if (from <= to)
            {
                rest.Add((uint)from, (uint)to);
            }
        }
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">Such as <c>1&gt;17x4,7&gt;30</c>; empty for the empty map.</param>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static UidMap Parse(string text)
    {
        var map = new UidMap();
        Span<Range> parts = stackalloc Range[4];
        foreach (var piece in text.AsSpan().Split(','))
        {
            var segment = text.AsSpan(piece);
            if (segment.IsEmpty)
            {
                continue;
            }

            var count = segment.SplitAny(parts, ">x");
            if (count is not (2 or 3))
            {
                throw new FormatException($"'{segment}' is no part of a map of UIDs.");
            }

            var next = new Segment(Number(segment[parts[0]]), Number(segment[parts[1]]), count > 2 ? Number(segment[parts[2]]) : 1);
            if (!next.IsSound || (map._segments.Count > 0 && next.First <= map._segments.Last.Last))
            {
                throw new FormatException($"'{segment}' is out of place in a map of UIDs.");
            }

            map._segments.Add(next);
        }

        return map;
    }

    /// <summary>Whether a message of the source has been copied.</summary>
    /// <param name="source">Its UID at the source.</param>
    public bool Contains(uint source) => Find(source) is not null;

    /// <summary>The UID at the destination of a message that has been copied; null if it has not.</summary>
    /// <param name="source">Its UID at the source.</param>
    public uint? Find(uint source) =>
        _segments.TryFind(source, out var segment) && segment.First <= source ? segment.Destination + (source - segment.First) : null;

    /// <summary>Notes a copy.</summary>
    /// <param name="source">Its UID at the source, which has none yet.</param>
    /// <param name="destination">Its UID at the destination.</param>
    /// <exception cref="InvalidOperationException">The message has a copy already.</exception>
    public void Add(uint source, uint destination)
    {
        var hasNext = _segments.TryFind(source, out var next);
        if (hasNext && next.First <= source)
        {
            throw new InvalidOperationException($"Message {source} has been copied already.");
        }

        var segment = new Segment(source, destination, 1);
        var isFollowed = hasNext && segment.IsFollowedBy(next);
        if (source > 0 && _segments.TryFind(source - 1, out var before) && before.IsFollowedBy(segment))
        {
            if (isFollowed)
            {
                _segments.Remove(next.First);
            }

            _segments.Replace(before.First, before with { Length = before.Length + 1 + (isFollowed ? next.Length : 0) });
        }
        else if (isFollowed)
        {
            _segments.Replace(next.First, segment with { Length = 1 + next.Length });
        }
        else
        {
            _segments.Add(segment);
        }
    }

    /// <summary>The same map, which later additions to this one leave alone.</summary>
    public UidMap Copy() => new() { _segments = _segments.Copy() };

    /// <summary>The map as text, such as <c>1&gt;17x4,7&gt;30</c>: messages 1 to 4 became 17 to 20, and 7 became 30.</summary>
    public override string ToString() => string.Concat(ToParts());

    /// <summary>What <see cref="ToString"/> writes, in parts of some kilobytes: a large map need not be held as text at once.</summary>
    public IEnumerable<string> ToParts()
    {
        var text = new StringBuilder();
        var left = _segments.Count;
        foreach (var (source, destination, length) in _segments)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(left < _segments.Count ? "," : string.Empty)}{source}>{destination}");
            if (length > 1)
            {
                text.Append(CultureInfo.InvariantCulture, $"x{length}");
            }

            if (--left == 0 || text.Length >= UidSet.PartLength)
            {
                yield return text.ToString();
                text.Clear();
            }
        }
    }

    private static uint Number(ReadOnlySpan<char> text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"'{text}' is no UID.");

    private UidSet ToSet(Func<Segment, uint> start)
    {
        var set = new UidSet();
        foreach (var segment in _segments)
        {
            set.Add(start(segment), start(segment) + segment.Length - 1);
        }

        return set;
    }

    private readonly record struct Segment(uint Source, uint Destination, uint Length) : IUidRange
    {
        public uint First => Source;

        public uint Last => Source + Length - 1;

        public bool IsSound => Length > 0 && (long)Source + Length - 1 <= uint.MaxValue && (long)Destination + Length - 1 <= uint.MaxValue;

        public bool IsFollowedBy(Segment next) => next.Source == Source + Length && next.Destination == Destination + Length;
    }
}
