using Hosting.Migrations.Imap.Messages;
using Hosting.Migrations.Imap.Sessions;
using MailKit;
using MailKit.Net.Imap;
using FolderAccess = Hosting.Migrations.Imap.Sessions.FolderAccess;
using FolderAttributes = Hosting.Migrations.Imap.Sessions.FolderAttributes;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>A folder as the mail library keeps it, which receives messages into <see cref="BodyStream"/>.</summary>
/// <param name="args">The library's own.</param>
/// <param name="spillAbove">How long a message may be in memory, in bytes.</param>
internal sealed class SessionFolder(ImapFolderConstructorArgs args, int spillAbove) : ImapFolder(args), ISessionFolder
{
    /// <summary>The name that it shares with another folder; null if it has a name of its own.</summary>
    public string? SharedName { get; private set; }

    FolderAttributes ISessionFolder.Attributes => Attributes.ToOurs();

    FolderAccess ISessionFolder.Access => Access.ToOurs();

    uint? ISessionFolder.UidNext => UidNext?.Id;

    bool ISessionFolder.TakesNewKeywords => PermanentFlags.HasFlag(MessageFlags.UserDefined);

    IEnumerable<string> ISessionFolder.PermanentKeywords => PermanentKeywords;

    /// <summary>Gives it another name than at the server, since another folder's name reads the same. It is still asked for as the server spells it.</summary>
    public void TellApart(string name) => (SharedName, FullName) = (FullName, name);

    /// <summary>Makes a folder by its full name, with one command. The server makes the levels above by itself (RFC 3501, section 6.3.3).</summary>
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

    protected override Stream CreateStream(UniqueId? uid, string section, int offset, int length) =>
        section.Length == 0 ? new BodyStream(new MessageContent(length, spillAbove)) : base.CreateStream(uid, section, offset, length);
}
