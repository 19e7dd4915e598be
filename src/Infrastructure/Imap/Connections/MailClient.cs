using Hosting.Migrations.Infrastructure.Imap.Messages;
using MailKit;
using MailKit.Net.Imap;

namespace Hosting.Migrations.Infrastructure.Imap.Connections;

/// <summary>An IMAP connection that receives messages into <see cref="BodyStream"/>, and remembers what the server said last.</summary>
internal sealed class MailClient(ServerWords words, int spillAbove) : ImapClient(words)
{
    public ServerWords Words { get; } = words;

    /// <summary>Makes a folder by its full name, with one command. The server makes the levels above by itself (RFC 3501, section 6.3.3).</summary>
    public Task<IMailFolder?> CreateAsync(FolderNamespace space, string path, CancellationToken cancellationToken) =>
        ((MailFolder)GetFolder(space)).CreatePathAsync(path, cancellationToken);

    protected override ImapFolder CreateImapFolder(ImapFolderConstructorArgs args) => new MailFolder(args, spillAbove);

    private sealed class MailFolder(ImapFolderConstructorArgs args, int spillAbove) : ImapFolder(args)
    {
        protected override Stream CreateStream(UniqueId? uid, string section, int offset, int length) =>
            section.Length == 0 ? new BodyStream(new MessageContent(length, spillAbove)) : base.CreateStream(uid, section, offset, length);

        public async Task<IMailFolder?> CreatePathAsync(string path, CancellationToken cancellationToken)
        {
            // MailKit takes one level at a time, unless it knows of no levels.
            var (name, separator) = (FullName, DirectorySeparator);
            (FullName, DirectorySeparator) = (string.Empty, '\0');
            try
            {
                return await CreateAsync(path, isMessageFolder: true, cancellationToken);
            }
            finally
            {
                (FullName, DirectorySeparator) = (name, separator);
            }
        }
    }
}
