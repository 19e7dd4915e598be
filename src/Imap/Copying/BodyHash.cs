using System.Security.Cryptography;
using Hosting.Migrations.Imap.Messages;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Hashes what follows a message's header, without white space: servers change line ends.</summary>
internal sealed class BodyHash : Stream
{
    private static readonly byte[] EndOfHeader = "\r\n\r\n"u8.ToArray();

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _position;
    private int _matched;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _position;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public static async Task<string> OfAsync(MessageContent content, CancellationToken cancellationToken)
    {
        await using var body = new BodyHash();
        await content.CopyToAsync(body, cancellationToken);
        return Convert.ToHexString(body._hash.GetHashAndReset());
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _position += buffer.Length;
        var body = buffer[PassHeader(buffer)..];
        var (visible, length) = (new byte[body.Length], 0);
        foreach (var octet in body)
        {
            if (octet > 0x20)
            {
                visible[length++] = octet;
            }
        }

        _hash.AppendData(visible, 0, length);
    }

    private int PassHeader(ReadOnlySpan<byte> buffer)
    {
        var at = 0;
        for (; at < buffer.Length && _matched < EndOfHeader.Length; at++)
        {
            _matched = buffer[at] == EndOfHeader[_matched] ? _matched + 1 : buffer[at] == EndOfHeader[0] ? 1 : 0;
        }

        return at;
    }

    public override void Flush()
    {
        // Nothing is held back.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}
