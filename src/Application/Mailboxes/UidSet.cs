using System.Globalization;
using System.Text;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>A set of message UIDs, kept as ranges, so that a folder of 100,000 messages costs a few dozen bytes (RFC 3501, section 2.3.1.1).</summary>
public sealed class UidSet
{
    /// <summary>About how many characters of a large text are written at once.</summary>
    internal const int PartLength = 4 * 1024;

    private RangeList<UidRange> _ranges = new();

    /// <summary>The ranges, ascending, without overlap.</summary>
    public IEnumerable<UidRange> Ranges => _ranges;

    /// <summary>The least UID; the set must not be empty.</summary>
    public uint First => _ranges.First.First;

    /// <summary>The greatest UID; the set must not be empty.</summary>
    public uint Last => _ranges.Last.Last;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _ranges.Count == 0;

    /// <summary>A bound above all; 0 if it is empty.</summary>
    public ulong Bound => IsEmpty ? 0 : Last + 1ul;

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
    public bool Contains(uint uid) => _ranges.TryFind(uid, out var range) && range.First <= uid;

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

        if (!_ranges.TryFind(first == 0 ? 0 : first - 1, out var touched) || !Touches(last, touched))
        {
            _ranges.Add(new UidRange(first, last));
            return;
        }

        // Ranges that touch become one.
        (first, last) = (Math.Min(first, touched.First), Math.Max(last, touched.Last));
        while (touched.Last < uint.MaxValue && _ranges.TryFind(touched.Last + 1, out var next) && Touches(last, next))
        {
            _ranges.Remove(next.First);
            last = Math.Max(last, next.Last);
        }

        _ranges.Replace(touched.First, new UidRange(first, last));
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
    public bool IsWithin(UidSet other) =>
        _ranges.All(range => other._ranges.TryFind(range.First, out var around) && around.First <= range.First && around.Last >= range.Last);

    /// <summary>The UIDs of this set that are in another too.</summary>
    /// <param name="other">The other set.</param>
    public UidSet Intersect(UidSet other)
    {
        var both = new UidSet();
        foreach (var (first, last) in _ranges)
        {
            foreach (var range in other._ranges.From(first).TakeWhile(range => range.First <= last))
            {
                both._ranges.Add(new UidRange(Math.Max(first, range.First), Math.Min(last, range.Last)));
            }
        }

        return both;
    }

    /// <summary>The UIDs of this set and of another.</summary>
    /// <param name="other">The other set.</param>
    public UidSet Union(UidSet other)
    {
        var all = Copy();
        foreach (var (first, last) in other._ranges)
        {
            all.Add(first, last);
        }

        return all;
    }

    /// <summary>The same set, which later additions to this one leave alone.</summary>
    public UidSet Copy() => new() { _ranges = _ranges.Copy() };

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
                part._ranges.Add(new UidRange((uint)first, (uint)last));
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
        var left = _ranges.Count;
        foreach (var (first, last) in _ranges)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(left < _ranges.Count ? "," : string.Empty)}{first}");
            if (last > first)
            {
                text.Append(CultureInfo.InvariantCulture, $":{last}");
            }

            if (--left == 0 || text.Length >= PartLength)
            {
                yield return text.ToString();
                text.Clear();
            }
        }
    }

    private static bool Touches(uint last, UidRange next) => last == uint.MaxValue || next.First <= last + 1;

    private static uint Number(ReadOnlySpan<char> text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"'{text}' is no UID.");

    private void AddGapsTo(UidSet gaps, uint first, uint last)
    {
        long next = first;
        foreach (var range in _ranges.From(first).TakeWhile(range => range.First <= last))
        {
            gaps.AddGap(next, (long)range.First - 1);
            next = (long)range.Last + 1;
        }

        gaps.AddGap(next, last);
    }

    private void AddGap(long first, long last)
    {
        if (first <= last)
        {
            _ranges.Add(new UidRange((uint)first, (uint)last));
        }
    }
}
