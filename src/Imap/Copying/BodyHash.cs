using System.Buffers;
using System.Security.Cryptography;
using Hosting.Migrations.Imap.Messages;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// Hashes what follows a message's header, without white space: servers change line ends. A header ends at an empty line, or at one that is no field (RFC 5322,
/// section 2.2): what has none begins with its words.
/// </summary>
internal sealed class BodyHash : IDisposable
{
    // No field has so long a name.
    private const int LongestName = 1000;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _name = new();
    private Place _place = Place.LineStart;

    private enum Place
    {
        LineStart,
        Name,
        BehindName,
        Value,
        Body,
    }

    public static string Of(MessageContent content)
    {
        using var body = new BodyHash();
        content.Read(bytes =>
        {
            body.Write(bytes);
            return true;
        });
        body.BeginBody();
        return Convert.ToHexString(body._hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private void Write(ReadOnlySpan<byte> buffer)
    {
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
}
