using System.Collections.Concurrent;

namespace Hosting.Migrations.Imap.Messages;

/// <summary>
/// Bytes in blocks that are used again and again. The shared pool of arrays keeps some of every size for every thread, which comes to more
/// than what is in use.
/// </summary>
internal sealed class BlockBuffer : IDisposable
{
    private const int BlockSize = 4 * 1024;

    private static readonly ConcurrentBag<byte[]> Free = [];

    private readonly List<byte[]> _blocks = [];

    public int Length { get; private set; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var used = Length % BlockSize;
            if (used == 0)
            {
                _blocks.Add(Free.TryTake(out var free) ? free : Allocate());
            }

            var part = bytes[..Math.Min(bytes.Length, BlockSize - used)];
            part.CopyTo(_blocks[^1].AsSpan(used));
            Length += part.Length;
            bytes = bytes[part.Length..];
        }
    }

    /// <summary>The bytes, block by block.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Parts() => _blocks.Select((block, index) => new ReadOnlyMemory<byte>(block, 0, Math.Min(BlockSize, Length - (index * BlockSize))));

    // Where nothing is moved: the collector would copy them from one generation to the next, and keep room for both.
    private static byte[] Allocate() => GC.AllocateUninitializedArray<byte>(BlockSize, pinned: true);

    public void Dispose()
    {
        _blocks.ForEach(Free.Add);
        _blocks.Clear();
        Length = 0;
    }
}
