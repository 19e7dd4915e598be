using System.Text;

namespace Hosting.Migrations.Domain.Migrations;

/// <summary>
/// The text that a search looks through, folded so that a plain substring comparison ignores case for all of Unicode,
/// whatever the database knows of it.
/// </summary>
public static class SearchText
{
    /// <summary>Stands between two fields. Folding never yields it, so no term can match across two fields.</summary>
    private const char Separator = '\u001F';

    // The one scalar value that String.Normalize refuses.
    private const int NotACharacter = 0xFFFE;

    /// <summary>Joins folded fields.</summary>
    /// <param name="fields">The fields to be found by.</param>
    public static string Of(params IEnumerable<string> fields) => string.Join(Separator, fields.Select(Fold));

    /// <summary>Folds a field or a search term: composed (Unicode NFC), upper case, without control characters.</summary>
    /// <param name="text">Any text, even one that is not well-formed Unicode.</param>
    public static string Fold(string text)
    {
        var wellFormed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            wellFormed.Append(Rune.IsControl(rune) || rune.Value == NotACharacter ? Rune.ReplacementChar : rune);
        }

        // Lower case first: some capitals (U+1E9E, U+03F4) meet their pair only on the way down.
        return wellFormed.ToString().Normalize(NormalizationForm.FormC).ToLowerInvariant().ToUpperInvariant();
    }
}
