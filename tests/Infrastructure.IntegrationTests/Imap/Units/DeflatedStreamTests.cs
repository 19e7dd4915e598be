using System.IO.Compression;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class DeflatedStreamTests
{
    [Test]
    public void ReadAsync_WhenTheBytesAreNotCompressed_ShouldSaySo()
    {
        using var stream = new DeflatedStream(new MemoryStream([.. Enumerable.Repeat((byte)0xff, 50), .. "* OK hi\r\n"u8]));

        Assert.That(async () => await stream.ReadAsync(new byte[100]), Throws.TypeOf<WireException>().With.Message.Contains("not compressed"));
    }

    [Test]
    public async Task ReadAsync_WhenFewBytesStandForMany_ShouldHoldNoMoreThanIsAskedFor()
    {
        const int Size = 256 << 20;
        using var stream = new DeflatedStream(new MemoryStream(Deflate(Size)));
        var buffer = new byte[16 * 1024];
        _ = await stream.ReadAsync(buffer);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = 0L;
        for (var length = 1; length > 0; read += length)
        {
            // Nothing has to be waited for, so that it all happens on this thread.
            var reading = stream.ReadAsync(buffer);
            Assert.That(reading.IsCompleted);
            length = await reading;
        }

        Assert.That(read, Is.GreaterThan(Size - (1 << 20)));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(Size / 4));
    }

    private static byte[] Deflate(int size)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var written = 0; written < size; written += zeros.Length)
            {
                deflate.Write(zeros);
            }
        }

        return packed.ToArray();
    }
}
