namespace Hosting.Migrations.Domain.Migrations;

/// <summary>Fits the words of foreign servers into what every database takes.</summary>
internal static class StoredText
{
    /// <summary>The text's beginning. NUL, which PostgreSQL refuses, becomes the replacement character.</summary>
    public static string Shorten(string text, int maxLength)
    {
        // Half a surrogate pair would be no text that a database takes.
        var length = Math.Min(text.Length, maxLength);
        return text[..(length < text.Length && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)].Replace('\0', '\uFFFD');
    }
}
