using System.Security.Cryptography;
using Hosting.Migrations.Infrastructure.Imap.Messages;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>Hashes what follows a message's header, without white space: servers change line ends.</summary>
/// <param name="skip">How many bytes the header takes.</param>
internal sealed class BodyHash(long skip) : Stream
{
    private const int MaxHeader = 256 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _position;

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
        await using var body = new BodyHash(content.ReadHeader(MaxHeader).Length);
        await content.CopyToAsync(body, cancellationToken);
        return Convert.ToHexString(body._hash.GetHashAndReset());
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var body = buffer[(int)Math.Clamp(skip - _position, 0, buffer.Length)..];
        _position += buffer.Length;
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
