namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

/// <summary>A connection over which all has come already, in pieces.</summary>
/// <param name="bytes">What has come.</param>
/// <param name="sizes">How long the pieces are, again and again from the first on; those that are not positive are of one byte.</param>
internal sealed class ChunkedStream(byte[] bytes, int[] sizes) : Stream
{
    private int _at;
    private int _piece;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var size = sizes.Length == 0 ? int.MaxValue : Math.Max(1, sizes[_piece++ % sizes.Length]);
        var read = Math.Min(Math.Min(size, buffer.Length), bytes.Length - _at);
        bytes.AsSpan(_at, read).CopyTo(buffer.Span);
        _at += read;
        return ValueTask.FromResult(read);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
