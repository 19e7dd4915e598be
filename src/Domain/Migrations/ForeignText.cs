using System.Globalization;
using System.Text;

namespace Hosting.Migrations.Domain.Migrations;

/// <summary>
/// Takes over text that others have written: servers, senders of mail, issuers of certificates. It could forge lines in a log, turn what stands
/// around it the other way, or move the cursor of a terminal.
/// </summary>
public static class ForeignText
{
    /// <summary>The greatest length of the name of a folder or a message, in characters.</summary>
    public const int MaxNameLength = 1000;

    /// <summary>The greatest length of a sentence with a server's words in it, in characters.</summary>
    public const int MaxSentenceLength = 2000;

    private const string Cut = "...";

    /// <summary>
    /// The text on one line, and bounded. Breaks and tabs become blanks; other control characters, format and bidi characters, fillers, and
    /// halves of surrogate pairs become the replacement character.
    /// </summary>
    /// <param name="text">The text as it came.</param>
    /// <param name="maxLength">The greatest length, in characters; a longer text ends in three dots.</param>
    public static string Clean(string text, int maxLength)
    {
        if (text.Length <= maxLength && text.All(character => character is >= ' ' and <= '~'))
        {
            return text;
        }

        var clean = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > maxLength)
            {
                return Shorten(clean, maxLength);
            }

            clean.Append(Clean(rune).ToString());
        }

        return clean.ToString();
    }

    /// <summary>Whether nothing is seen of a letter or symbol: the fillers of Korean, the empty pattern of Braille, the joiner of graphemes.</summary>
    public static bool IsFiller(Rune rune) => rune.Value is 0x034F or 0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0;

    /// <summary>Whether a character may stand in a text that is shown or logged.</summary>
    public static bool IsHarmless(Rune rune) => !IsFiller(rune) && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);

    private static Rune Clean(Rune rune) =>
        IsHarmless(rune) ? rune
        : rune.Value is '\t' or '\n' or '\v' or '\f' or '\r' or 0x85 or 0x2028 or 0x2029 ? new Rune(' ')
        : Rune.ReplacementChar;

    private static string Shorten(StringBuilder clean, int maxLength)
    {
        clean.Length = Math.Min(clean.Length, Math.Max(0, maxLength - Cut.Length));
        if (clean.Length > 0 && char.IsHighSurrogate(clean[^1]))
        {
            clean.Length--;
        }

        return clean.Append(Cut, 0, Math.Min(Cut.Length, maxLength)).ToString();
    }
}
