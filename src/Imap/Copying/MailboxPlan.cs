using Hosting.Migrations.Imap.Folders;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>What a run has to do.</summary>
/// <param name="Folders">The folders that are copied.</param>
/// <param name="LeftOut">Folders that earlier runs have copied, and that are left out now by choice: what they held explains what is found elsewhere.</param>
/// <param name="Moved">Recognises messages that are not where they were.</param>
/// <param name="Routes">Where each folder goes.</param>
/// <param name="SourceNames">All folders of the source.</param>
/// <param name="Labels">The labels of messages that need not be copied from Gmail's All Mail.</param>
/// <param name="MessagesLeftOut">How many messages are in folders that are left out as a whole.</param>
/// <param name="Notes">What was decided, in words.</param>
internal sealed record MailboxPlan(
    IReadOnlyList<FolderCopy> Folders,
    IReadOnlyList<FolderCopy> LeftOut,
    MovedMessages Moved,
    IReadOnlyList<FolderRoute> Routes,
    IReadOnlySet<string> SourceNames,
    IReadOnlySet<string> Labels,
    long MessagesLeftOut,
    IReadOnlyList<string> Notes);
