using System.Collections;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>
/// Ranges of UIDs, ascending and without overlap, in blocks. To put one between a million others moves those of its block only, and a copy shares the blocks
/// with its original until one of the two changes them.
/// </summary>
/// <typeparam name="TRange">The ranges.</typeparam>
internal sealed class RangeList<TRange> : IEnumerable<TRange>
    where TRange : struct, IUidRange
{
    private readonly List<Block> _blocks = [];

    /// <summary>How many ranges there are.</summary>
    public int Count { get; private set; }

    /// <summary>The range with the least UIDs; there must be one.</summary>
    public TRange First => _blocks[0].Ranges[0];

    /// <summary>The range with the greatest UIDs; there must be one.</summary>
    public TRange Last => _blocks[^1].Last;

    /// <summary>The first range that does not end before a UID.</summary>
    /// <param name="uid">The UID.</param>
    /// <param name="range">The range.</param>
    /// <returns>False if all end before it.</returns>
    public bool TryFind(uint uid, out TRange range)
    {
        var at = FindBlock(uid);
        range = at < _blocks.Count ? _blocks[at].Ranges[_blocks[at].Find(uid)] : default;
        return at < _blocks.Count;
    }

    /// <summary>All ranges that do not end before a UID.</summary>
    /// <param name="uid">The UID.</param>
    public IEnumerable<TRange> From(uint uid)
    {
        var first = FindBlock(uid);
        for (var at = first; at < _blocks.Count; at++)
        {
            var block = _blocks[at];
            for (var i = at == first ? block.Find(uid) : 0; i < block.Count; i++)
            {
                yield return block.Ranges[i];
            }
        }
    }

    /// <summary>Adds a range that touches no other.</summary>
    /// <param name="range">The range.</param>
    public void Add(TRange range)
    {
        var at = Math.Min(FindBlock(range.First), _blocks.Count - 1);
        if (at < 0)
        {
            _blocks.Add(new Block());
            at = 0;
        }

        var block = Own(at);
        if (block.IsFull)
        {
            // Ranges mostly come in their order.
            var isBehind = at == _blocks.Count - 1 && range.First > block.Last.Last;
            _blocks.Insert(at + 1, isBehind ? new Block() : block.Split());
            at += isBehind || range.First > block.Last.Last ? 1 : 0;
        }

        _blocks[at].Insert(range);
        Count++;
    }

    /// <summary>Puts another range in the place of the one in which a UID is.</summary>
    /// <param name="uid">The UID; it must be in one.</param>
    /// <param name="range">The other, which touches nothing beside.</param>
    public void Replace(uint uid, TRange range)
    {
        var block = Own(FindBlock(uid));
        block.Ranges[block.Find(uid)] = range;
    }

    /// <summary>Takes out the range in which a UID is; it must be in one.</summary>
    /// <param name="uid">The UID.</param>
    public void Remove(uint uid)
    {
        var at = FindBlock(uid);
        Own(at).RemoveAt(_blocks[at].Find(uid));
        if (_blocks[at].Count == 0)
        {
            _blocks.RemoveAt(at);
        }

        Count--;
    }

    /// <summary>The same ranges, which later changes to these leave alone.</summary>
    public RangeList<TRange> Copy()
    {
        var copy = new RangeList<TRange> { Count = Count };
        _blocks.ForEach(block => block.IsShared = true);
        copy._blocks.AddRange(_blocks);
        return copy;
    }

    /// <inheritdoc/>
    public IEnumerator<TRange> GetEnumerator() => From(0).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int FindBlock(uint uid)
    {
        var (low, high) = (0, _blocks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _blocks[middle].Last.Last < uid ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private Block Own(int at) => _blocks[at].IsShared ? _blocks[at] = _blocks[at].Copy() : _blocks[at];

    private sealed class Block
    {
        // Some kilobytes, so that the collector may move it.
        private const int Most = 512;
        private const int Least = 4;

        public TRange[] Ranges { get; private set; } = new TRange[Least];

        public int Count { get; private set; }

        public bool IsShared { get; set; }

        public bool IsFull => Count == Most;

        public TRange Last => Ranges[Count - 1];

        public int Find(uint uid)
        {
            var (low, high) = (0, Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = Ranges[middle].Last < uid ? (middle + 1, high) : (low, middle);
            }

            return low;
        }

        public void Insert(TRange range)
        {
            if (Count == Ranges.Length)
            {
                var ranges = Ranges;
                Array.Resize(ref ranges, Math.Min(Most, 2 * Count));
                Ranges = ranges;
            }

            var at = Find(range.First);
            Array.Copy(Ranges, at, Ranges, at + 1, Count - at);
            Ranges[at] = range;
            Count++;
        }

        public void RemoveAt(int at)
        {
            Count--;
            Array.Copy(Ranges, at + 1, Ranges, at, Count - at);
        }

        /// <summary>Leaves half of the ranges here, and moves the others.</summary>
        public Block Split()
        {
            var half = Count / 2;
            var rest = new Block { Ranges = new TRange[Most], Count = Count - half };
            Array.Copy(Ranges, half, rest.Ranges, 0, rest.Count);
            Count = half;
            return rest;
        }

        public Block Copy() => new() { Ranges = [.. Ranges], Count = Count };
    }
}
