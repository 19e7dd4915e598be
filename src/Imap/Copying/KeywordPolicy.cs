using Hosting.Migrations.Imap.Messages;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Which keywords a folder of the destination takes (PERMANENTFLAGS, RFC 3501, section 7.1).</summary>
/// <param name="TakesNew">Whether it takes any.</param>
/// <param name="Known">Those that it takes otherwise.</param>
internal sealed record KeywordPolicy(bool TakesNew, IReadOnlySet<string> Known)
{
    public static KeywordPolicy Of(ISessionFolder folder) => new(
        folder.TakesNewKeywords,
        folder.PermanentKeywords.ToHashSet(StringComparer.OrdinalIgnoreCase));

    public bool Takes(Keyword keyword) => TakesNew || Known.Contains(keyword.ToString());

    /// <summary>Those that it takes, as they are sent.</summary>
    public HashSet<string> Choose(IEnumerable<Keyword> keywords) => keywords.Where(Takes).Select(keyword => keyword.ToString()).ToHashSet(StringComparer.Ordinal);
}
