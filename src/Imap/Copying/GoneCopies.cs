namespace Hosting.Migrations.Imap.Copying;

/// <summary>Copies of messages that are gone from the source.</summary>
/// <param name="Folder">Their folder at the destination.</param>
/// <param name="From">The folder at the source that they were copied from; null if it is gone too.</param>
/// <param name="Copies">Those that explain no message yet.</param>
internal sealed record GoneCopies(string Folder, FolderCopy? From, UnknownMessages Copies);
