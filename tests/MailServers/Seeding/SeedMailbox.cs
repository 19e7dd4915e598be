namespace Hosting.Migrations.MailServers.Seeding;

/// <summary>What to put into a mailbox. The messages are made while they are read, so that a large mailbox needs little memory.</summary>
/// <param name="Folders">Readable names, with slashes between their parts.</param>
public sealed record SeedMailbox(IReadOnlyList<string> Folders, IReadOnlyList<string> Subscriptions, IEnumerable<SeedMessage> Messages)
{
    /// <summary>Empty folders whose names are no valid modified UTF-7; only a Maildir can be given them.</summary>
    public IReadOnlyList<string> InvalidFolders { get; init; } = [];
}
