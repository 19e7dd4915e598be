using System.Globalization;
using System.Text;

namespace Hosting.Migrations.Domain;

/// <summary>Finds characters that nobody sees, or that change how others are shown or read: two names that look alike could mean two things.</summary>
public static class HiddenCharacters
{
    // Letters, marks and a symbol that are blank (Unicode's Default_Ignorable_Code_Point, as far as categories don't tell, and the empty Braille pattern).
    private static readonly (int First, int Last)[] Blank =
    [
        (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2800, 0x2800), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xE0000, 0xE0FFF),
    ];

    /// <summary>The first control, format, private, unassigned or blank character of a text; null if there is none.</summary>
    /// <param name="text">The text. Half a surrogate pair counts as U+FFFD, which is seen.</param>
    public static Rune? Find(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHidden(rune))
            {
                return rune;
            }
        }

        return null;
    }

    /// <summary>A character by its number, such as <c>U+200B</c>: what is not seen can't be quoted.</summary>
    /// <param name="rune">The character.</param>
    public static string Describe(Rune rune) => string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");

    private static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || Blank.Any(range => rune.Value >= range.First && rune.Value <= range.Last);
}
