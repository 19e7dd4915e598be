namespace Hosting.Migrations.Imap.Maildir;

/// <summary>A message of a folder, with its number.</summary>
/// <param name="Uid">Its UID.</param>
/// <param name="File">Its file.</param>
internal readonly record struct IndexedFile(uint Uid, FoundFile File);
