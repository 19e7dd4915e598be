using Hosting.Migrations.Infrastructure.Imap.Messages;
using MailKit;
using MailKit.Net.Imap;

namespace Hosting.Migrations.Infrastructure.Imap.Connections;

/// <summary>An IMAP connection that receives messages into <see cref="BodyStream"/>, and remembers what the server said last.</summary>
internal sealed class MailClient(ServerWords words, int spillAbove) : ImapClient(words)
{
    public ServerWords Words { get; } = words;

    protected override ImapFolder CreateImapFolder(ImapFolderConstructorArgs args) => new MailFolder(args, spillAbove);

    private sealed class MailFolder(ImapFolderConstructorArgs args, int spillAbove) : ImapFolder(args)
    {
        protected override Stream CreateStream(UniqueId? uid, string section, int offset, int length) =>
            section.Length == 0 ? new BodyStream(new MessageContent(length, spillAbove)) : base.CreateStream(uid, section, offset, length);
    }
}
