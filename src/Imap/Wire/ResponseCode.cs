using System.Buffers;
using System.Globalization;
using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>The code of a status response, such as <c>UIDNEXT 5</c> in <c>* OK [UIDNEXT 5] next</c> (RFC 3501, section 7.1).</summary>
/// <param name="Name">In capitals.</param>
/// <param name="Rest">What follows the name; often empty.</param>
internal sealed record ResponseCode(string Name, string Rest)
{
    private const int Longest = WireLimits.Capabilities + 1024;

    // So much holds more keywords than folders have. Those behind are not set, which costs them alone.
    private const int LongestFlags = 64 * 1024;

    private static readonly SearchValues<char> NoAtom = SearchValues.Create(
        [.. Enumerable.Range(0, ' ' + 1).Select(code => (char)code), .. "()[]{}\"%*\\\x7f"]);

    /// <summary>Reads the code that a text begins with; null if it begins with none that can be read, so that it is all words.</summary>
    public static ResponseCode? Read(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] != '[')
        {
            return null;
        }

        // The flags of PERMANENTFLAGS are no atoms everywhere, and may hold a bracket.
        var isFlags = Ascii.EqualsIgnoreCase(text[1..Math.Min(text.Length, FlagsName.Length + 1)], FlagsName);
        var end = isFlags ? text.IndexOf(")]"u8) + 1 : text.IndexOf((byte)']');
        if (end <= 0 || (!isFlags && end > Longest))
        {
            return null;
        }

        var words = isFlags ? FlagsOf(text[1..end]) : Encoding.Latin1.GetString(text[1..end]);
        var space = words.IndexOf(' ', StringComparison.Ordinal);
        var name = space < 0 ? words : words[..space];
        return name.Length == 0 || name.AsSpan().ContainsAny(NoAtom) ? null : new ResponseCode(name.ToUpperInvariant(), space < 0 ? string.Empty : words[(space + 1)..]);
    }

    /// <summary>The number that follows the name; null if none does.</summary>
    public uint? Number => uint.TryParse(Rest, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string FlagsOf(ReadOnlySpan<byte> code)
    {
        var end = code.Length <= LongestFlags ? code.Length : code[..LongestFlags].LastIndexOf((byte)' ');
        return Encoding.Latin1.GetString(code[..end]) + (code[end..].IndexOf(AnyFlag) >= 0 ? " \\*" : string.Empty);
    }

    private static ReadOnlySpan<byte> AnyFlag => " \\*"u8;

    private static ReadOnlySpan<byte> FlagsName => "PERMANENTFLAGS "u8;
}
