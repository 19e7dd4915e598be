using System.IO.Compression;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>A connection that is compressed both ways (RFC 4978). What is written leaves at the latest before it is read from.</summary>
/// <param name="connection">It is closed with the stream.</param>
internal sealed class DeflatedStream(Stream connection) : Stream
{
    private readonly DeflateStream _in = new(connection, CompressionMode.Decompress, leaveOpen: true);
    private readonly DeflateStream _out = new(connection, CompressionLevel.Fastest, leaveOpen: true);
    private bool _isUnsent;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isUnsent)
        {
            await _out.FlushAsync(cancellationToken);
            _isUnsent = false;
        }

        try
        {
            return await _in.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw new WireException("sent what is not compressed, over a connection that is; copy without compression");
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _isUnsent = true;
        return _out.WriteAsync(buffer, cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // What is written leaves with the next wait for an answer.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    // The compressor's last block is not written: it would be a synchronous write to a connection that may be dead.
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _in.Dispose();
            connection.Dispose();
        }

        base.Dispose(disposing);
    }
}
