using System.Buffers;
using System.Text;

namespace Hosting.Migrations.Imap.Messages;

/// <summary>
/// Picks out of a header of any size what counts when messages are compared: its beginning, and the fields by which a message is found, wherever they
/// stand. It takes the bytes as they come, and keeps no more than it returns.
/// </summary>
/// <param name="mostBytes">How much of the beginning is kept, in bytes, and how much of all fields of each of those names.</param>
/// <param name="mostLines">How many lines of the beginning are kept.</param>
internal sealed class HeaderExcerpt(int mostBytes, int mostLines)
{
    private static readonly string[] Names = ["message-id", "date", "from", "to", "subject"];
    private static readonly int LongestName = Names.Max(name => name.Length) + 1;

    private readonly ArrayBufferWriter<byte> _picked = new();
    private readonly ArrayBufferWriter<byte> _name = new();
    private readonly int[] _room = [.. Names.Select(_ => mostBytes)];

    private Place _place = Place.LineStart;
    private int _lines;
    private int _field = -1;
    private bool _isPicked;

    private enum Place
    {
        LineStart,
        Name,
        Value,
        End,
    }

    private bool IsBeginning => _picked.WrittenCount < mostBytes && _lines < mostLines;

    /// <summary>What has been picked.</summary>
    public byte[] ToArray() => _picked.WrittenSpan.ToArray();

    /// <summary>Takes some bytes.</summary>
    /// <returns>False if the header has ended, so that the rest tells nothing.</returns>
    public bool TryAdd(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length && _place != Place.End; i++)
        {
            Add(bytes[i]);
        }

        return _place != Place.End;
    }

    private void Add(byte octet)
    {
        if (_place == Place.LineStart)
        {
            BeginLine(octet);
        }

        if (_place == Place.Name)
        {
            _name.Write([octet]);
            if (octet is (byte)':' or (byte)'\n' || _name.WrittenCount > LongestName)
            {
                BeginField();
            }
        }
        else if (_place == Place.Value)
        {
            Pick([octet]);
        }

        if (octet == (byte)'\n' && _place != Place.End)
        {
            (_place, _lines) = (Place.LineStart, _lines + 1);
        }
    }

    private void BeginLine(byte octet)
    {
        // RFC 5322, section 2.1: an empty line ends the header; section 2.2.3: one that begins with a blank goes on with the field.
        _place = octet switch
        {
            (byte)'\r' or (byte)'\n' => Place.End,
            (byte)' ' or (byte)'\t' => Place.Value,
            _ => Place.Name,
        };
        _name.ResetWrittenCount();
    }

    private void BeginField()
    {
        var name = Encoding.Latin1.GetString(_name.WrittenSpan[..^1]).TrimEnd();
        _field = _name.WrittenSpan[^1] == ':' ? Array.FindIndex(Names, known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) : -1;
        (_isPicked, _place) = (_field >= 0 || IsBeginning, Place.Value);

        // What stands before it may have been cut.
        if (_isPicked && _picked.WrittenCount > 0 && !_picked.WrittenSpan.EndsWith("\n"u8))
        {
            _picked.Write("\r\n"u8);
        }

        Pick(_name.WrittenSpan);
    }

    private void Pick(ReadOnlySpan<byte> bytes)
    {
        if (!_isPicked || (_field < 0 && !IsBeginning))
        {
            return;
        }

        if (_field < 0 || (_room[_field] -= bytes.Length) >= 0)
        {
            _picked.Write(bytes);
        }
    }
}
