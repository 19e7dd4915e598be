using System.Globalization;
using System.Text;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>A set of message UIDs, kept as ranges, so that a folder of 100,000 messages costs a few dozen bytes (RFC 3501, section 2.3.1.1).</summary>
public sealed class UidSet
{
    /// <summary>About how many characters of a large text are written at once.</summary>
    internal const int PartLength = 4 * 1024;

    private readonly List<(uint First, uint Last)> _ranges = [];

    /// <summary>The ranges, ascending, without overlap.</summary>
    public IReadOnlyList<(uint First, uint Last)> Ranges => _ranges;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _ranges.Count == 0;

    /// <summary>How many there are.</summary>
    public long Count => _ranges.Sum(range => (long)range.Last - range.First + 1);

    /// <summary>The set of these UIDs.</summary>
    /// <param name="uids">In any order, also more than once.</param>
    public static UidSet Of(IEnumerable<uint> uids)
    {
        var set = new UidSet();
        foreach (var uid in uids)
        {
            set.Add(uid);
        }

        return set;
    }

    /// <summary>The set of all UIDs of a range.</summary>
    /// <param name="first">The least.</param>
    /// <param name="last">The greatest; a range that ends before it begins is empty.</param>
    public static UidSet Between(uint first, uint last)
    {
        var set = new UidSet();
        set.Add(first, last);
        return set;
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">Such as <c>1:4,7</c>; empty for the empty set.</param>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static UidSet Parse(string text)
    {
        var set = new UidSet();
        foreach (var part in text.AsSpan().Split(','))
        {
            var range = text.AsSpan(part);
            if (range.IsEmpty)
            {
                continue;
            }

            var colon = range.IndexOf(':');
            var first = Number(colon < 0 ? range : range[..colon]);
            var last = colon < 0 ? first : Number(range[(colon + 1)..]);
            set.Add(first, last >= first ? last : throw new FormatException($"'{range}' ends before it begins."));
        }

        return set;
    }

    /// <summary>Whether a UID is in the set.</summary>
    /// <param name="uid">The UID.</param>
    public bool Contains(uint uid)
    {
        var at = FirstEndingAtOrAfter(uid);
        return at < _ranges.Count && _ranges[at].First <= uid;
    }

    /// <summary>Adds a UID.</summary>
    /// <param name="uid">The UID.</param>
    public void Add(uint uid) => Add(uid, uid);

    /// <summary>Adds all UIDs of a range.</summary>
    /// <param name="first">The least.</param>
    /// <param name="last">The greatest; a range that ends before it begins is empty.</param>
    public void Add(uint first, uint last)
    {
        if (last < first)
        {
            return;
        }

        if (_ranges.Count == 0 || first > (long)_ranges[^1].Last + 1)
        {
            _ranges.Add((first, last));
            return;
        }

        // Ranges that touch become one.
        var from = FirstEndingAtOrAfter(first == 0 ? 0 : first - 1);
        var to = from;
        while (to < _ranges.Count && (last == uint.MaxValue || _ranges[to].First <= last + 1))
        {
            (first, last) = (Math.Min(first, _ranges[to].First), Math.Max(last, _ranges[to].Last));
            to++;
        }

        _ranges.RemoveRange(from, to - from);
        _ranges.Insert(from, (first, last));
    }

    /// <summary>What lies between two UIDs and not in this set.</summary>
    /// <param name="first">The least.</param>
    /// <param name="last">The greatest.</param>
    public UidSet Gaps(uint first, uint last)
    {
        var gaps = new UidSet();
        AddGapsTo(gaps, first, last);
        return gaps;
    }

    /// <summary>The UIDs of this set that are not in another.</summary>
    /// <param name="other">The other set.</param>
    public UidSet Except(UidSet other)
    {
        var rest = new UidSet();
        foreach (var (first, last) in _ranges)
        {
            other.AddGapsTo(rest, first, last);
        }

        return rest;
    }

    /// <summary>Whether each UID of this set is in another.</summary>
    /// <param name="other">The other set.</param>
    public bool IsWithin(UidSet other) => _ranges.TrueForAll(range =>
    {
        var at = other.FirstEndingAtOrAfter(range.First);
        return at < other._ranges.Count && other._ranges[at].First <= range.First && other._ranges[at].Last >= range.Last;
    });

    /// <summary>The UIDs of this set that are in another too.</summary>
    /// <param name="other">The other set.</param>
    public UidSet Intersect(UidSet other)
    {
        var both = new UidSet();
        foreach (var (first, last) in _ranges)
        {
            for (var i = other.FirstEndingAtOrAfter(first); i < other._ranges.Count && other._ranges[i].First <= last; i++)
            {
                both._ranges.Add((Math.Max(first, other._ranges[i].First), Math.Min(last, other._ranges[i].Last)));
            }
        }

        return both;
    }

    /// <summary>The UIDs of this set and of another.</summary>
    /// <param name="other">The other set.</param>
    public UidSet Union(UidSet other)
    {
        // Always from the lower end on: what is put before many others moves them all.
        var all = new UidSet();
        for (var (here, there) = (0, 0); here < _ranges.Count || there < other._ranges.Count;)
        {
            var (first, last) = there == other._ranges.Count || (here < _ranges.Count && _ranges[here].First <= other._ranges[there].First)
                ? _ranges[here++] : other._ranges[there++];
            all.Add(first, last);
        }

        return all;
    }

    /// <summary>The same set, which later additions to this one leave alone.</summary>
    public UidSet Copy()
    {
        var copy = new UidSet();
        copy._ranges.AddRange(_ranges);
        return copy;
    }

    /// <summary>The UIDs in sets of no more than a number each, in order.</summary>
    /// <param name="size">At least 1.</param>
    public IEnumerable<UidSet> Split(int size)
    {
        var (part, room) = (new UidSet(), (long)size);
        foreach (var range in _ranges)
        {
            for (long first = range.First; first <= range.Last;)
            {
                var last = Math.Min(range.Last, first + room - 1);
                part._ranges.Add(((uint)first, (uint)last));
                room -= last - first + 1;
                first = last + 1;
                if (room == 0)
                {
                    yield return part;
                    (part, room) = (new UidSet(), size);
                }
            }
        }

        if (!part.IsEmpty)
        {
            yield return part;
        }
    }

    /// <summary>Every UID, ascending.</summary>
    public IEnumerable<uint> Enumerate()
    {
        foreach (var (first, last) in _ranges)
        {
            for (long uid = first; uid <= last; uid++)
            {
                yield return (uint)uid;
            }
        }
    }

    /// <summary>The set as IMAP spells it, such as <c>1:4,7</c>.</summary>
    public override string ToString() => string.Concat(ToParts());

    /// <summary>What <see cref="ToString"/> writes, in parts of some kilobytes: a large set need not be held as text at once.</summary>
    public IEnumerable<string> ToParts()
    {
        var text = new StringBuilder();
        for (var i = 0; i < _ranges.Count; i++)
        {
            var (first, last) = _ranges[i];
            text.Append(CultureInfo.InvariantCulture, $"{(i > 0 ? "," : string.Empty)}{first}");
            if (last > first)
            {
                text.Append(CultureInfo.InvariantCulture, $":{last}");
            }

            if (text.Length >= PartLength || i == _ranges.Count - 1)
            {
                yield return text.ToString();
                text.Clear();
            }
        }
    }

    private static uint Number(ReadOnlySpan<char> text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"'{text}' is no UID.");

    private void AddGapsTo(UidSet gaps, uint first, uint last)
    {
        long next = first;
        for (var i = FirstEndingAtOrAfter(first); i < _ranges.Count && _ranges[i].First <= last; i++)
        {
            gaps.AddGap(next, (long)_ranges[i].First - 1);
            next = (long)_ranges[i].Last + 1;
        }

        gaps.AddGap(next, last);
    }

    private void AddGap(long first, long last)
    {
        if (first <= last)
        {
            _ranges.Add(((uint)first, (uint)last));
        }
    }

    private int FirstEndingAtOrAfter(uint uid)
    {
        var (low, high) = (0, _ranges.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _ranges[middle].Last < uid ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
