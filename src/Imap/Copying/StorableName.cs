using System.Globalization;
using System.Text;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// Spells the name of a folder so that files and databases can keep it: a name may hold halves of surrogate pairs, or NUL, which neither can. Each such
/// character becomes a mark and its four hexadecimal digits.
/// </summary>
internal static class StorableName
{
    private const char Mark = '\uFFFC';
    private const int Digits = 4;

    public static string Of(string name)
    {
        if (!name.Contains(Mark, StringComparison.Ordinal) && !name.Contains('\0', StringComparison.Ordinal) && !name.Any(char.IsSurrogate))
        {
            return name;
        }

        var text = new StringBuilder();
        for (var at = 0; at < name.Length; at++)
        {
            if (at + 1 < name.Length && char.IsSurrogatePair(name[at], name[at + 1]))
            {
                text.Append(name, at++, 2);
            }
            else if (char.IsSurrogate(name[at]) || name[at] is Mark or '\0')
            {
                text.Append(CultureInfo.InvariantCulture, $"{Mark}{(int)name[at]:X4}");
            }
            else
            {
                text.Append(name[at]);
            }
        }

        return text.ToString();
    }

    /// <summary>The name that was spelled so.</summary>
    public static string Read(string text)
    {
        var name = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == Mark && at + Digits < text.Length
                && ushort.TryParse(text.AsSpan(at + 1, Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                name.Append((char)code);
                at += Digits;
            }
            else
            {
                name.Append(text[at]);
            }
        }

        return name.ToString();
    }
}
