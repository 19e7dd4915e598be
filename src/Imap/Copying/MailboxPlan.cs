using Hosting.Migrations.Imap.Folders;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>What a run has to do.</summary>
/// <param name="Folders">The folders that are copied.</param>
/// <param name="Moved">Recognises messages that are not where they were.</param>
/// <param name="Routes">Where each folder goes.</param>
/// <param name="SourceNames">All folders of the source.</param>
/// <param name="MessagesLeftOut">How many messages are in folders that are left out by their names.</param>
/// <param name="Notes">What was decided, in words.</param>
internal sealed record MailboxPlan(
    IReadOnlyList<FolderCopy> Folders, MovedMessages Moved, IReadOnlyList<FolderRoute> Routes, IReadOnlySet<string> SourceNames, long MessagesLeftOut, IReadOnlyList<string> Notes);
