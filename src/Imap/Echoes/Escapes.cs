using System.Globalization;
using System.Net;
using System.Text;

namespace Hosting.Migrations.Imap.Echoes;

/// <summary>Takes back what programs do to single characters: quoted strings, JSON, C, addresses, pages, quoted-printable (RFC 2045).</summary>
internal sealed class Escapes
{
    /// <summary>What begins an escape.</summary>
    public const string Beginnings = @"\%=&";

    private const int LongestEntity = 12;

    private readonly TextView _view;
    private readonly string _beginnings;
    private readonly List<byte> _bytes;
    private readonly List<int> _starts;
    private readonly List<int> _ends;

    private Escapes(TextView view, string beginnings)
    {
        (_view, _beginnings) = (view, beginnings);
        (_bytes, _starts, _ends) = (new List<byte>(view.Text.Length), new List<int>(view.Text.Length), new List<int>(view.Text.Length));
    }

    /// <summary>The text without its escapes; null if it has none.</summary>
    /// <param name="view">The text.</param>
    /// <param name="beginnings">Which kinds of escapes are undone: what one program has escaped may look like another's.</param>
    public static TextView? TryUndo(TextView view, string beginnings = Beginnings) =>
        view.Text.AsSpan().IndexOfAny(beginnings) < 0 ? null : new Escapes(view, beginnings).Undo();

    private TextView? Undo()
    {
        var (text, isChanged) = (_view.Text, false);
        for (var position = 0; position < text.Length;)
        {
            var (length, value, isByte) = _beginnings.Contains(text[position]) ? ReadEscape(text.AsSpan(position)) : default;
            isChanged |= length > 0;
            if (length == 0)
            {
                length = char.IsHighSurrogate(text[position]) && position + 1 < text.Length ? 2 : 1;
                Add(Encoding.UTF8.GetBytes(text, position, length), position, length);
            }
            else if (isByte)
            {
                Add([(byte)value], position, length);
            }
            else
            {
                // Halves of a pair are joined here, as they were apart in the escapes.
                Add(Rune.TryCreate(value, out var rune) ? Encoding.UTF8.GetBytes(rune.ToString()) : [], position, length);
            }

            position += length;
        }

        return isChanged ? TextView.Of([.. _bytes], _starts, _ends) : null;
    }

    private void Add(byte[] bytes, int position, int length)
    {
        var (start, end) = _view.SourceOf(position, length);
        foreach (var value in bytes)
        {
            _bytes.Add(value);
            _starts.Add(start);
            _ends.Add(end);
        }
    }

    private static (int Length, int Value, bool IsByte) ReadEscape(ReadOnlySpan<char> text) => text[0] switch
    {
        '\\' => ReadBackslash(text),
        '%' => text.Length > 1 && text[1] is 'u' && TryReadHex(text, 2, 4, out var unit) ? (6, unit, false) : TryReadHex(text, 1, 2, out var value) ? (3, value, true) : default,
        '=' => TryReadHex(text, 1, 2, out var value) ? (3, value, true) : default,
        '&' => ReadEntity(text),
        _ => default,
    };

    private static (int Length, int Value, bool IsByte) ReadBackslash(ReadOnlySpan<char> text)
    {
        if (text.Length < 2)
        {
            return default;
        }

        if (text[1] is 'u' or 'x' && text.Length > 2 && text[2] == '{' && text.IndexOf('}') is > 3 and <= 9 and var close && TryReadHex(text, 3, close - 3, out var point))
        {
            return (close + 1, point, false);
        }

        if (text[1] == 'u' && TryReadHex(text, 2, 4, out var unit))
        {
            return char.IsHighSurrogate((char)unit) && text.Length > 7 && text[6] == '\\' && text[7] == 'u' && TryReadHex(text, 8, 4, out var low) && char.IsLowSurrogate((char)low)
                ? (12, char.ConvertToUtf32((char)unit, (char)low), false)
                : (6, unit, false);
        }

        return text[1] == 'U' && TryReadHex(text, 2, 8, out var wide) ? (10, wide, false)
            : text[1] == 'x' && TryReadHex(text, 2, 2, out var value) ? (4, value, true)
            : text.Length > 3 && text[1] is >= '0' and <= '3' && text[2] is >= '0' and <= '7' && text[3] is >= '0' and <= '7' ? (4, ((text[1] - '0') * 64) + ((text[2] - '0') * 8) + text[3] - '0', true)
            : text[1] is 'n' or 'r' or 't' or 'b' or 'f' or 'v' or '0' ? (2, 0, true)
            : (1, 0, true);
    }

    private static (int Length, int Value, bool IsByte) ReadEntity(ReadOnlySpan<char> text)
    {
        var end = text[..Math.Min(text.Length, LongestEntity)].IndexOf(';');
        if (end < 2 || WebUtility.HtmlDecode(text[..(end + 1)].ToString()) is not { Length: 1 or 2 } decoded)
        {
            return default;
        }

        return (end + 1, char.IsSurrogate(decoded[0]) ? char.ConvertToUtf32(decoded, 0) : decoded[0], false);
    }

    private static bool TryReadHex(ReadOnlySpan<char> text, int start, int length, out int value)
    {
        value = 0;
        return text.Length >= start + length && int.TryParse(text.Slice(start, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
