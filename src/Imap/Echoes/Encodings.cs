using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hosting.Migrations.Imap.Echoes;

/// <summary>Finds what may be encoded, and decodes it in every way that it may be meant.</summary>
internal static partial class Encodings
{
    private const int BitsOfBase32 = 5;

    /// <summary>All that is known, but base64.</summary>
    public static IReadOnlyList<(Regex Runs, Func<string, IEnumerable<byte[]>> Decode)> Others { get; } =
        [(Hexadecimal(), DecodeHexadecimal), (Decimal(), DecodeDecimal), (Base32(), DecodeBase32)];

    /// <summary>Base64 in either alphabet (RFC 4648).</summary>
    [GeneratedRegex("[A-Za-z0-9+/_-]{2,}={0,2}")]
    public static partial Regex Base64();

    /// <summary>At least four bytes in hexadecimal, with or without something between them.</summary>
    [GeneratedRegex("(?:(?:0x)?[0-9a-f]{2}[ ,:;-]{0,2}){4,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hexadecimal();

    /// <summary>At least four bytes in decimal, with something between them.</summary>
    [GeneratedRegex("(?:[0-9]{1,3}[ ,:;.-]{1,2}){3,}[0-9]{1,3}", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();

    /// <summary>Base32 (RFC 4648, section 6), of at least four bytes.</summary>
    [GeneratedRegex("[A-Z2-7]{7,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Base32();

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
    private static IEnumerable<byte[]> DecodeHexadecimal(string run)
    {
        var digits = new string([.. run.Replace("0x", string.Empty, StringComparison.OrdinalIgnoreCase).Where(char.IsAsciiHexDigit)]);
        for (var start = 0; start < 2; start++)
        {
            yield return Convert.FromHexString(digits.AsSpan(start, (digits.Length - start) / 2 * 2));
        }
    }

    private static IEnumerable<byte[]> DecodeDecimal(string run)
    {
        yield return [.. run.Split([' ', ',', ':', ';', '.', '-'], StringSplitOptions.RemoveEmptyEntries)
            .Select(number => byte.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : (byte)0)];
    }

    /// <summary>Where the encoded text begins is not known, as in base64.</summary>
    private static IEnumerable<byte[]> DecodeBase32(string run)
    {
        for (var start = 0; start < 8 && start < run.Length; start++)
        {
            var (bytes, bits, held) = (new List<byte>(run.Length * BitsOfBase32 / 8), 0, 0);
            foreach (var letter in run.AsSpan(start))
            {
                var value = letter <= '7' ? letter - '2' + 26 : (letter | 0x20) - 'a';
                (bits, held) = (((bits << BitsOfBase32) | value) & 0xFFFF, held + BitsOfBase32);
                if (held >= 8)
                {
                    held -= 8;
                    bytes.Add((byte)(bits >> held));
                }
            }

            yield return [.. bytes];
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
