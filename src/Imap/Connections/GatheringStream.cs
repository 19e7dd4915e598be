namespace Hosting.Migrations.Imap.Connections;

/// <summary>
/// A connection that reads ahead, and that sends what is written in large pieces, at the latest before it waits for an answer.
/// It does one thing at a time, and nothing synchronously.
/// </summary>
/// <param name="connection">It is closed with the stream, and what has not been sent then never is.</param>
internal sealed class GatheringStream(Stream connection) : Stream
{
    // MailKit reads and writes 4 KiB at a time, each a record of TLS, a packet and a system call of its own. A record holds up to 16 KiB.
    private const int BufferSize = 32 * 1024;

    private readonly byte[] _arrived = new byte[BufferSize];
    private readonly byte[] _unsent = new byte[BufferSize];
    private int _arrivedFrom;
    private int _arrivedTo;
    private int _unsentLength;

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
        _arrivedFrom < _arrivedTo ? new ValueTask<int>(Take(buffer.Span)) : WaitAndTakeAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            if (_unsentLength == BufferSize)
            {
                await SendAsync(cancellationToken);
            }

            var taken = Math.Min(buffer.Length, BufferSize - _unsentLength);
            buffer[..taken].CopyTo(_unsent.AsMemory(_unsentLength));
            _unsentLength += taken;
            buffer = buffer[taken..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // MailKit flushes after each message, though it expects no answer before the last.
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // What is written leaves with the next wait for an answer.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            connection.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Take(Span<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, _arrivedTo - _arrivedFrom);
        _arrived.AsSpan(_arrivedFrom, taken).CopyTo(buffer);
        _arrivedFrom += taken;
        return taken;
    }

    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        if (_unsentLength > 0)
        {
            await connection.WriteAsync(_unsent.AsMemory(0, _unsentLength), cancellationToken);
            _unsentLength = 0;
        }
    }

    private async ValueTask<int> WaitAndTakeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await SendAsync(cancellationToken);
        (_arrivedFrom, _arrivedTo) = (0, 0);
        _arrivedTo = await connection.ReadAsync(_arrived, cancellationToken);
        return Take(buffer.Span);
    }
}
