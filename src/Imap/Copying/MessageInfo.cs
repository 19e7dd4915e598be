using Hosting.Migrations.Imap.Messages;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>A message of the source, without its bytes.</summary>
/// <param name="Uid">Its UID.</param>
/// <param name="Flags">Its system flags.</param>
/// <param name="Tags">Its keywords.</param>
/// <param name="InternalDate">When it was received; null if the server does not tell in a way that can be read.</param>
/// <param name="Size">Its size as the server tells, which with some servers is only about right.</param>
internal sealed record MessageInfo(uint Uid, SystemFlags Flags, KeywordSet Tags, DateTimeOffset? InternalDate, uint Size)
{
    public IReadOnlySet<Keyword> Keywords => Tags.Keywords;

    /// <summary>All flags by name, such as <c>\Seen</c>; \Recent is the server's own.</summary>
    public IEnumerable<string> FlagNames => FlagText.NamesOf(Flags).Concat(Keywords.Select(keyword => keyword.ToString()));

    /// <summary>What its server says about it; what was not asked for is null or zero.</summary>
    public static MessageInfo Of(MessageDescription message) => new(
        message.Uid, message.Flags ?? SystemFlags.None, KeywordSet.Read(message.Keywords), message.InternalDate, message.Size ?? 0);
}
