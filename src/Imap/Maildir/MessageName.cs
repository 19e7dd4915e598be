using System.Globalization;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Maildir;

/// <summary>
/// The name of a message's file: one that no other message ever has, and behind <c>:2,</c> a letter for each flag, which clients change by giving the
/// file another name.
/// </summary>
internal static class MessageName
{
    private const char InfoMark = ':';

    // No name holds it.
    private const char LengthMark = '/';

    private const string Flags = ":2,";
    private const int Keywords = 26;

    /// <summary>What stays of the name whatever flags the message gets.</summary>
    public static string BaseOf(string name) => name.IndexOf(InfoMark, StringComparison.Ordinal) is >= 0 and var mark ? name[..mark] : name;

    /// <summary>
    /// What a message is known by: what stays of its name, and its length, which never changes either. A client that gives a file another name may
    /// show both for a moment, which are one message; two files of one name that differ are two, whoever made that of them.
    /// </summary>
    public static string KeyOf(string name, long length) => string.Create(CultureInfo.InvariantCulture, $"{BaseOf(name)}{LengthMark}{length}");

    /// <summary>What stays of the name of the message that is known by a key.</summary>
    public static string BaseOfKey(string key) => key.LastIndexOf(LengthMark) is >= 0 and var mark ? key[..mark] : key;

    /// <summary>The system flags.</summary>
    public static SystemFlags FlagsOf(string name)
    {
        var flags = SystemFlags.None;
        foreach (var letter in LettersOf(name))
        {
            flags |= letter switch
            {
                'D' => SystemFlags.Draft,
                'F' => SystemFlags.Flagged,
                'R' => SystemFlags.Answered,
                'S' => SystemFlags.Seen,
                'T' => SystemFlags.Deleted,
                _ => SystemFlags.None,
            };
        }

        return flags;
    }

    /// <summary>The keywords: that of a message that was passed on, and those for which the folder has names.</summary>
    /// <param name="name">The name.</param>
    /// <param name="named">The names for the letters from <c>a</c> on; null where there is none.</param>
    public static IReadOnlyList<string> KeywordsOf(string name, IReadOnlyList<string?> named)
    {
        List<string>? keywords = null;
        foreach (var letter in LettersOf(name))
        {
            var keyword = letter == 'P' ? "$Forwarded" : letter is >= 'a' and <= 'z' && letter - 'a' < named.Count ? named[letter - 'a'] : null;
            if (keyword is not null && keywords?.Contains(keyword) != true)
            {
                (keywords ??= []).Add(keyword);
            }
        }

        return keywords ?? (IReadOnlyList<string>)[];
    }

    /// <summary>Reads Dovecot's <c>dovecot-keywords</c>: the number of a letter and its name in each line.</summary>
    public static IReadOnlyList<string?> ReadKeywords(IEnumerable<string> lines)
    {
        var named = new string?[Keywords];
        foreach (var line in lines)
        {
            if (line.Split(' ', 2) is [var number, { Length: > 0 } keyword]
                && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var letter)
                && letter < Keywords)
            {
                named[letter] = keyword;
            }
        }

        return named;
    }

    private static ReadOnlySpan<char> LettersOf(string name)
    {
        var mark = name.IndexOf(Flags, StringComparison.Ordinal);
        if (mark < 0)
        {
            return [];
        }

        // Some programs write more of their own behind another comma.
        var letters = name.AsSpan(mark + Flags.Length);
        return letters.IndexOf(',') is >= 0 and var end ? letters[..end] : letters;
    }
}
