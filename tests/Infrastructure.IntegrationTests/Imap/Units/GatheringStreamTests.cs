using System.IO.Pipelines;
using Hosting.Migrations.Imap.Connections;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class GatheringStreamTests
{
    private Pipe _sent = null!;
    private Pipe _received = null!;
    private GatheringStream _stream = null!;

    [SetUp]
    public void Connect()
    {
        _sent = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        _received = new Pipe();
        _stream = new GatheringStream(new Line(_received.Reader.AsStream(), _sent.Writer.AsStream()));
    }

    [TearDown]
    public void Disconnect() => _stream.Dispose();

    [Test]
    public async Task Write_WhenNothingIsAwaited_ShouldKeepTheBytesUntilItIs()
    {
        await _stream.WriteAsync("a NOOP"u8.ToArray());
        await _stream.FlushAsync();
        await _stream.WriteAsync("\r\n"u8.ToArray());
        Assert.That(_sent.Reader.TryRead(out _), Is.False);

        var reading = _stream.ReadAsync(new byte[16]).AsTask();

        Assert.That(await ReceiveAsync(8), Is.EqualTo("a NOOP\r\n"u8.ToArray()));
        Assert.That(reading.IsCompleted, Is.False);
        await _received.Writer.WriteAsync("a OK\r\n"u8.ToArray());
        Assert.That(await reading, Is.EqualTo(6));
    }

    [TestCase(1, 100_000)]
    [TestCase(4096, 30)]
    [TestCase(300_000, 1)]
    public async Task Write_WhenMuchIsWritten_ShouldSendAllOfItInOrder(int size, int times)
    {
        var bytes = RandomBytes(size * times);

        for (var i = 0; i < times; i++)
        {
            await _stream.WriteAsync(bytes.AsMemory(i * size, size));
        }

        var reading = _stream.ReadAsync(new byte[1]).AsTask();

        Assert.That(await ReceiveAsync(bytes.Length), Is.EqualTo(bytes));
        await _received.Writer.CompleteAsync();
        Assert.That(await reading, Is.Zero);
    }

    [TestCase(1)]
    [TestCase(4096)]
    [TestCase(100_000)]
    public async Task Read_WhenMuchHasArrived_ShouldHandItOutInOrderAndEnd(int size)
    {
        var bytes = RandomBytes(150_000);
        var sending = SendAsync(bytes);
        var (read, buffer) = (new MemoryStream(), new byte[size]);

        int length;
        while ((length = await _stream.ReadAsync(buffer.AsMemory())) > 0)
        {
            read.Write(buffer, 0, length);
        }

        await sending;
        Assert.That(read.ToArray(), Is.EqualTo(bytes));
    }

    [Test]
    public async Task Read_WhenTheLineBreaks_ShouldTellItAndHandOutNothingTwice()
    {
        await _received.Writer.WriteAsync("* OK"u8.ToArray());
        Assert.That(await _stream.ReadAsync(new byte[16]), Is.EqualTo(4));
        await _received.Writer.CompleteAsync(new IOException("broken"));

        Assert.That(async () => await _stream.ReadAsync(new byte[16]), Throws.TypeOf<IOException>());
        Assert.That(async () => await _stream.ReadAsync(new byte[16]), Throws.TypeOf<IOException>());
    }

    private static byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private async Task SendAsync(byte[] bytes)
    {
        await _received.Writer.WriteAsync(bytes);
        await _received.Writer.CompleteAsync();
    }

    private async Task<byte[]> ReceiveAsync(int count)
    {
        var bytes = new byte[count];
        await _sent.Reader.AsStream(leaveOpen: true).ReadExactlyAsync(bytes).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        return bytes;
    }

    /// <summary>A connection of two one-way streams.</summary>
    private sealed class Line(Stream arriving, Stream leaving) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get; set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => arriving.ReadAsync(buffer, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => leaving.WriteAsync(buffer, cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
