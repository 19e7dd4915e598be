namespace Hosting.Migrations.MailServers.Cyrus;

/// <summary>What a Cyrus is like. The defaults are Debian's, with the mailbox <c>anna</c>.</summary>
public sealed record CyrusOptions
{
    /// <summary>Those who have a mailbox.</summary>
    public IReadOnlyList<string> Users { get; init; } = ["anna"];

    /// <summary>Those who may log in and have no mailbox yet; see <see cref="CyrusServer.CreateMailboxAsync"/>.</summary>
    public IReadOnlyList<string> UsersWithoutMailbox { get; init; } = [];

    /// <summary>
    /// Folders beside INBOX and a slash between their parts (<c>altnamespace</c>, <c>unixhierarchysep</c>); else all are below INBOX, with dots.
    /// </summary>
    public bool HasFoldersBesideInbox { get; init; } = true;
}
