using System.Buffers;
using System.Security.Cryptography;
using Hosting.Migrations.Imap.Messages;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// Hashes what follows a message's header, without white space: servers change line ends. A header ends at an empty line, or at one that is no field (RFC 5322,
/// section 2.2): what has none begins with its words.
/// </summary>
internal sealed class BodyHash : Stream
{
    // No field has so long a name.
    private const int LongestName = 1000;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _name = new();
    private long _position;
    private Place _place = Place.LineStart;

    private enum Place
    {
        LineStart,
        Name,
        BehindName,
        Value,
        Body,
    }

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
        body.BeginBody();
        return Convert.ToHexString(body._hash.GetHashAndReset());
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _position += buffer.Length;
        var at = 0;
        while (at < buffer.Length && _place != Place.Body)
        {
            PassHeader(buffer[at++]);
        }

        var (visible, length) = (new byte[buffer.Length - at], 0);
        foreach (var octet in buffer[at..])
        {
            if (octet > 0x20)
            {
                visible[length++] = octet;
            }
        }

        _hash.AppendData(visible, 0, length);
    }

    private void PassHeader(byte octet)
    {
        switch (_place, octet)
        {
            case (Place.LineStart, (byte)'\r'):
                break;
            case (Place.LineStart, (byte)' ' or (byte)'\t'):
                _place = Place.Value;
                break;
            case (Place.Name or Place.BehindName, (byte)':'):
                _place = Place.Value;
                _name.ResetWrittenCount();
                break;
            case (Place.Name or Place.BehindName, (byte)' ' or (byte)'\t'):
                _place = Place.BehindName;
                break;
            case (Place.LineStart or Place.Name, > 0x20 and < 0x7f) when _name.WrittenCount < LongestName:
                _place = Place.Name;
                _name.Write([octet]);
                break;
            case (Place.Value, (byte)'\n'):
                _place = Place.LineStart;
                break;
            case (Place.Value, _):
                break;
            default:
                if (octet > 0x20)
                {
                    _name.Write([octet]);
                }

                BeginBody();
                break;
        }
    }

    // What was taken for the name of a field belongs to the words.
    private void BeginBody()
    {
        _hash.AppendData(_name.WrittenSpan);
        _name.ResetWrittenCount();
        _place = Place.Body;
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
