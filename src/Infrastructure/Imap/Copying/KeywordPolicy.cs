using MailKit;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>Which keywords a folder of the destination takes (PERMANENTFLAGS, RFC 3501, section 7.1).</summary>
/// <param name="TakesNew">Whether it takes any.</param>
/// <param name="Known">Those that it takes otherwise.</param>
internal sealed record KeywordPolicy(bool TakesNew, IReadOnlySet<string> Known)
{
    public static KeywordPolicy Of(IMailFolder folder) => new(
        folder.PermanentFlags.HasFlag(MessageFlags.UserDefined),
        folder.PermanentKeywords.ToHashSet(StringComparer.OrdinalIgnoreCase));

    public bool Takes(string keyword) => TakesNew || Known.Contains(keyword);
}
