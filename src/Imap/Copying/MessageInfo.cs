using Hosting.Migrations.Imap.Messages;
using MailKit;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>A message of the source, without its bytes.</summary>
/// <param name="Uid">Its UID.</param>
/// <param name="Flags">Its system flags.</param>
/// <param name="Tags">Its keywords.</param>
/// <param name="InternalDate">When it was received; null if the server does not tell in a way that can be read.</param>
/// <param name="Size">Its size as the server tells, which with some servers is only about right.</param>
internal sealed record MessageInfo(uint Uid, MessageFlags Flags, KeywordSet Tags, DateTimeOffset? InternalDate, uint Size)
{
    public IReadOnlySet<Keyword> Keywords => Tags.Keywords;

    /// <summary>All flags by name, such as <c>\Seen</c>; \Recent is the server's own.</summary>
    public IEnumerable<string> FlagNames => FlagText.NamesOf(Flags).Concat(Keywords.Select(keyword => keyword.ToString()));

    /// <summary>What the mail library has read of it; what was not asked for is null or zero.</summary>
    public static MessageInfo Of(IMessageSummary message) => new(
        message.UniqueId.Id,
        (message.Flags ?? MessageFlags.None) & FlagText.Settable,
        KeywordSet.Read(message.Keywords),
        ReceivedAt(message),
        message.Size ?? 0);

    /// <summary>When a message was received. A date that is none may have been read as the first of the year 1.</summary>
    public static DateTimeOffset? ReceivedAt(IMessageSummary message) => message.InternalDate is { Year: > 1 } date ? date : null;
}
