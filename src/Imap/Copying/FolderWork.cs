using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>A piece of work for one connection: a folder to begin with, or some messages of it.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Messages">UIDs at the source; null = find out what the folder needs.</param>
/// <param name="Failures">How often it has been given up in the middle without getting any further.</param>
internal sealed record FolderWork(FolderCopy Folder, UidSet? Messages = null, int Failures = 0);
