namespace Hosting.Migrations.MailServers.Comparing;

/// <summary>All that one side holds, by readable folder names.</summary>
internal sealed record MailboxSnapshot(IReadOnlyDictionary<string, IReadOnlyList<MessageFingerprint>> Folders, IReadOnlySet<string> Subscriptions);
