namespace Hosting.Migrations.MailServers.Seeding;

/// <summary>What to put into a mailbox. The messages are made while they are read, so that a large mailbox needs little memory.</summary>
/// <param name="Folders">Readable names, with slashes between their parts.</param>
public sealed record SeedMailbox(IReadOnlyList<string> Folders, IReadOnlyList<string> Subscriptions, IEnumerable<SeedMessage> Messages);
