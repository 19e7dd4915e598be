using System.IO.Pipelines;
using System.Text;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

/// <summary>A connection whose other end is the test.</summary>
internal sealed class PipedServer : Stream
{
    private readonly Pipe _received = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly MemoryStream _sent = new();
    private readonly Queue<string> _replies = [];

    /// <summary>What has been sent to the server, each byte as a character.</summary>
    public string Sent => Encoding.Latin1.GetString(_sent.ToArray());

    /// <summary>How often something has been sent.</summary>
    public int Writes { get; private set; }

    public bool IsClosed { get; private set; }

    /// <summary>Says something, each character as a byte.</summary>
    public async Task SayAsync(string text) => await _received.Writer.WriteAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Says these, one each time something is sent.</summary>
    public void Reply(params string[] replies) => Array.ForEach(replies, _replies.Enqueue);

    /// <summary>Says nothing more.</summary>
    public void End() => _received.Writer.Complete();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _received.Reader.AsStream().ReadAsync(buffer, cancellationToken);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Writes++;
        _sent.Write(buffer.Span);
        if (_replies.TryDequeue(out var reply))
        {
            await SayAsync(reply);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }
}
