using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hosting.Migrations.Imap.Folders;

/// <summary>
/// Names of folders that every server is known to take: letters, digits and a few signs. Cyrus refuses <c>! { } | % \</c>, Courier
/// all that lies above U+FFFF, some servers break the connection over it, and dots and blanks at the ends mean something to file systems.
/// </summary>
internal static class SafeName
{
    private const string SafeSigns = " -_+,().";

    // Cyrus takes 490 bytes with all levels, most file systems 255 a level; a letter takes up to four in modified UTF-7.
    private const int MaxLevel = 60;
    private const int MaxName = 120;

    // With its hash, 24 characters.
    private const int MaxPlain = 13;

    /// <summary>Whether there is nothing in a name that a server is known to refuse.</summary>
    /// <param name="name">The full name.</param>
    /// <param name="separator">What stands between its levels; NUL if there are none.</param>
    public static bool IsSafe(string name, char separator) => name.Length <= MaxName && Split(name, separator).All(level => Clean(level) == level);

    /// <summary>A name that looks like another, that every server takes, and that no other folder has, by the hash at its end.</summary>
    /// <param name="name">The full name.</param>
    /// <param name="prefix">What the names of all folders begin with, its separator included; often empty.</param>
    /// <param name="separator">What stands between its levels; NUL if there are none.</param>
    public static string Of(string name, string prefix, char separator)
    {
        var levels = Split(name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name, separator).Select(Clean).ToArray();
        var safe = string.Join(separator, levels);
        return $"{prefix}{(safe.Length <= MaxName ? safe : levels[^1])} ({HashOf(name)})";
    }

    /// <summary>One that is shorter, of the letters of ASCII and without levels.</summary>
    /// <inheritdoc cref="Of"/>
    public static string Plain(string name, string prefix, char separator)
    {
        var letters = Split(name, separator)[^1].Normalize(NormalizationForm.FormKD).Where(char.IsAsciiLetterOrDigit).Take(MaxPlain).ToArray();
        return $"{prefix}{(letters.Length > 0 ? new string(letters) : "_")} ({HashOf(name)})";
    }

    private static string HashOf(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8];

    private static string[] Split(string name, char separator) => separator == '\0' ? [name] : name.Split(separator);

    private static string Clean(string level)
    {
        // Some servers compose names (RFC 9051, section 5.1), and then don't know the one that they were given.
        var clean = string.Concat(level.Select(character => IsSafe(character) ? character : '_')).Normalize().Trim(' ', '.');
        while (clean.Contains("..", StringComparison.Ordinal))
        {
            clean = clean.Replace("..", ".", StringComparison.Ordinal);
        }

        clean = clean.Length <= MaxLevel ? clean : clean[..MaxLevel].TrimEnd(' ', '.');
        return clean.Length > 0 ? clean : "_";
    }

    private static bool IsSafe(char character) =>
        char.IsLetterOrDigit(character)
        || char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        || SafeSigns.Contains(character, StringComparison.Ordinal);
}
