namespace Hosting.Migrations.Imap.Checkpoints;

/// <summary>The checkpoints of one mailbox as they are kept in a file.</summary>
internal sealed record StoredMailbox(string Mailbox, CheckpointText?[] Folders);
