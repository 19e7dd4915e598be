using System.Text;

namespace Hosting.Migrations.Domain.Selection;

/// <summary>What any text that names folders has to be like.</summary>
internal static class FolderText
{
    /// <summary>What is wrong with a text; null if nothing is.</summary>
    /// <param name="text">Levels with <c>/</c> between them.</param>
    /// <param name="maxLength">The greatest length, in characters.</param>
    public static string? FindFault(string text, int maxLength) =>
        string.IsNullOrWhiteSpace(text) ? "must not be empty"
        : text.Length > maxLength ? $"must have at most {maxLength} characters"
        : HiddenCharacters.Find(text) is { } hidden ? $"must not hold the character {HiddenCharacters.Describe(hidden)}, which is not seen"
        : text.EnumerateRunes().Contains(Rune.ReplacementChar) ? "must not hold half a character"
        : text.Split('/').Any(level => level.Length == 0) ? "must not have an empty level: no / at its ends, and no two in a row"
        : null;
}
