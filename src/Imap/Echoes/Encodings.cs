using System.Text;
using System.Text.RegularExpressions;

namespace Hosting.Migrations.Imap.Echoes;

/// <summary>Finds what may be encoded, and decodes it in every way that it may be meant.</summary>
internal static partial class Encodings
{
    /// <summary>Base64 in either alphabet (RFC 4648).</summary>
    [GeneratedRegex("[A-Za-z0-9+/_-]{2,}={0,2}")]
    public static partial Regex Base64();

    /// <summary>At least four bytes in hexadecimal, with or without something between them.</summary>
    [GeneratedRegex("(?:(?:0x)?[0-9a-f]{2}[ ,:;-]{0,2}){4,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex Hexadecimal();

    /// <summary>Where the encoded text begins is not known: something may stand before it without a gap, or be cut off.</summary>
    public static IEnumerable<byte[]> DecodeBase64(string run)
    {
        var text = run.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        for (var start = 0; start < 4 && text.Length - start >= 2; start++)
        {
            var part = text[start..];
            part = part.Length % 4 == 1 ? part[..^1] : part;
            yield return Convert.FromBase64String(part.PadRight((part.Length + 3) / 4 * 4, '='));
        }
    }

    /// <summary>The first digit may be the second one of a byte.</summary>
    public static IEnumerable<byte[]> DecodeHexadecimal(string run)
    {
        var digits = new string([.. run.Replace("0x", string.Empty, StringComparison.OrdinalIgnoreCase).Where(char.IsAsciiHexDigit)]);
        for (var start = 0; start < 2; start++)
        {
            yield return Convert.FromHexString(digits.AsSpan(start, (digits.Length - start) / 2 * 2));
        }
    }

    /// <summary>Which byte comes first is not known, nor which is the first of two. Letters of ASCII need none of this: they are apart by bytes that are not seen.</summary>
    public static IEnumerable<string> DecodeUtf16(byte[] bytes)
    {
        for (var start = 0; start < 2 && start < bytes.Length; start++)
        {
            yield return Encoding.Unicode.GetString(bytes, start, bytes.Length - start);
            yield return Encoding.BigEndianUnicode.GetString(bytes, start, bytes.Length - start);
        }
    }
}
