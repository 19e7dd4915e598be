using System.Text;

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.PostgreSql;

/// <summary>
/// Asks the index over <c>search_grams(searchable_text)</c>, which knows, from each character of each field, that character and the
/// three that follow it in the field.
/// </summary>
internal static class SearchGrams
{
    private const int Length = 4;

    /// <summary>Whether the grams alone decide that a text holds the term; of a longer term they may stand apart.</summary>
    public static bool AreExactFor(string foldedTerm) => foldedTerm.EnumerateRunes().Count() <= Length;

    /// <summary>The condition as PostgreSQL's <c>tsquery</c>: grams that cover the term, or any gram that begins with a short one.</summary>
    public static string QueryFor(string foldedTerm)
    {
        // PostgreSQL counts characters as runes, not as UTF-16 units.
        Rune[] runes = [.. foldedTerm.EnumerateRunes()];
        if (runes.Length <= Length)
        {
            return $"{Quote(runes)}:*";
        }

        var last = runes.Length - Length;
        var starts = Enumerable.Range(0, last).Where(start => start % Length == 0).Append(last);
        return string.Join(" & ", starts.Select(start => Quote(runes.AsSpan(start, Length))));
    }

    private static string Quote(ReadOnlySpan<Rune> gram)
    {
        var quoted = new StringBuilder("'");
        foreach (var rune in gram)
        {
            // Doubled, these two stand for themselves.
            quoted.Append(rune).Append(rune.Value is '\'' or '\\' ? rune.ToString() : string.Empty);
        }

        return quoted.Append('\'').ToString();
    }
}
