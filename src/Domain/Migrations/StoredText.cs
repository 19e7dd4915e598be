namespace Hosting.Migrations.Domain.Migrations;

/// <summary>Fits the words of foreign servers into what every database takes.</summary>
internal static class StoredText
{
    /// <summary>The text's beginning, without characters that a database refuses or that harm who reads them.</summary>
    public static string Shorten(string text, int maxLength) => ForeignText.Clean(text, maxLength);
}
