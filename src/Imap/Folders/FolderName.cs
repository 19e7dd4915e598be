using System.Security.Cryptography;
using System.Text;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Imap.Folders;

/// <summary>
/// The full name of a folder that may be sent to the destination: no control, format or bidi characters, no breaks of lines, no halves of surrogate
/// pairs, no levels of dots alone, and not too long. Names come from a source that may mean harm.
/// </summary>
internal sealed record FolderName
{
    /// <summary>The greatest length of a level, in characters: file systems take 255 bytes.</summary>
    public const int MaxLevel = 200;

    /// <summary>The greatest number of levels.</summary>
    public const int MaxLevels = 40;

    /// <summary>The greatest length of all levels, in characters.</summary>
    public const int MaxLength = 1000;

    private readonly string _text;

    private FolderName(string text) => _text = text;

    /// <summary>Makes a name of a text, as like it as may be. One that is cut ends in a hash of the whole, so that it stays one of its kind.</summary>
    /// <param name="text">Its levels with the destination's separator.</param>
    /// <param name="separator">What stands between the levels; NUL if there are none.</param>
    public static FolderName Of(string text, char separator)
    {
        var levels = (separator == '\0' ? [text] : text.Split(separator)).Select(Clean).ToList();
        var isCut = levels.Count > MaxLevels || levels.Exists(level => level.Length > MaxLevel);
        var shown = string.Join(separator, levels.Take(MaxLevels).Select(level => Cut(level, MaxLevel)));
        return new FolderName(isCut || shown.Length > MaxLength ? $"{Cut(shown, MaxLength).TrimEnd(separator)} ({HashOf(text)})" : shown);
    }

    /// <summary>A name that the destination has taken in an earlier run.</summary>
    /// <param name="text">The name, as it was noted.</param>
    /// <param name="separator">What stands between its levels; NUL if there are none.</param>
    public static FolderName Known(string text, char separator) => text.Any(char.IsControl) ? Of(text, separator) : new FolderName(text);

    public override string ToString() => _text;

    private static string Clean(string level)
    {
        if (level.Length > 0 && level.All(character => character == '.'))
        {
            return new string('_', level.Length);
        }

        return string.Concat(level.EnumerateRunes().Select(rune => rune == Rune.ReplacementChar || !ForeignText.IsHarmless(rune) ? "_" : rune.ToString()));
    }

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
}
