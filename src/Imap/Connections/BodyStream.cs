using Hosting.Migrations.Imap.Messages;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>What MailKit writes a fetched message into. It owns the content until somebody takes it.</summary>
internal sealed class BodyStream(MessageContent content) : Stream
{
    private MessageContent? _content = content;

    public override bool CanRead => false;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => Content.Length;

    // MailKit rewinds what it has written.
    public override long Position { get; set; }

    private MessageContent Content => _content ?? throw new ObjectDisposedException(nameof(BodyStream));

    /// <summary>Gives the content away: the caller disposes it.</summary>
    /// <exception cref="Faults.MailFaultException">A temporary file could not take it.</exception>
    public MessageContent Take()
    {
        var content = Content;
        content.Complete();
        _content = null;
        return content;
    }

    public override void Write(byte[] buffer, int offset, int count) => Content.Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => Content.Write(buffer);

    public override void Flush()
    {
        // Nothing is held back.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _content?.Dispose();
        _content = null;
        base.Dispose(disposing);
    }
}
