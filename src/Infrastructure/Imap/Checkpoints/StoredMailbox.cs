namespace Hosting.Migrations.Infrastructure.Imap.Checkpoints;

/// <summary>The checkpoints of one mailbox as they are kept in a file.</summary>
internal sealed record StoredMailbox(string Mailbox, StoredCheckpoint?[] Folders);
