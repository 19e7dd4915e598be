using MailKit;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>The system flags that a message can be given (RFC 3501, section 2.3.2), by name.</summary>
internal static class FlagText
{
    public const MessageFlags Settable =
        MessageFlags.Seen | MessageFlags.Answered | MessageFlags.Flagged | MessageFlags.Deleted | MessageFlags.Draft;

    public static IEnumerable<string> NamesOf(MessageFlags flags) =>
        Enum.GetValues<MessageFlags>().Where(flag => flag != MessageFlags.None && Settable.HasFlag(flag) && flags.HasFlag(flag)).Select(flag => "\\" + flag);
}
