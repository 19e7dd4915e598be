using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Flags as IMAP spells them (RFC 3501, section 2.3.2).</summary>
internal static class FlagTexts
{
    // The server's own, and what stands for new keywords, are no flags of a message.
    private static readonly string[] OfNone = ["\\Recent", "\\*"];

    private static readonly (string Text, SystemFlags Flag)[] Texts =
    [
        ("\\Seen", SystemFlags.Seen), ("\\Answered", SystemFlags.Answered), ("\\Flagged", SystemFlags.Flagged), ("\\Deleted", SystemFlags.Deleted), ("\\Draft", SystemFlags.Draft),
    ];

    /// <summary>Tells system flags from others.</summary>
    public static (SystemFlags Flags, IReadOnlyList<string> Keywords) Read(IReadOnlyList<string> texts)
    {
        var (flags, keywords) = (SystemFlags.None, (List<string>?)null);
        foreach (var text in texts)
        {
            if (FlagOf(text) is var flag and not SystemFlags.None)
            {
                flags |= flag;
            }
            else if (!OfNone.Contains(text, StringComparer.OrdinalIgnoreCase))
            {
                (keywords ??= []).Add(text);
            }
        }

        return (flags, keywords is null ? [] : [.. keywords.Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>Flags and keywords, to be sent.</summary>
    public static List<string> Of(SystemFlags flags, IEnumerable<string> keywords) => [.. Texts.Where(pair => flags.HasFlag(pair.Flag)).Select(pair => pair.Text), .. keywords];

    private static SystemFlags FlagOf(string text)
    {
        foreach (var (known, flag) in text.StartsWith('\\') ? Texts : [])
        {
            if (known.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return flag;
            }
        }

        return SystemFlags.None;
    }
}
