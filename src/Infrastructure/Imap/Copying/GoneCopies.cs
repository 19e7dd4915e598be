namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>Copies of messages that are gone from the source.</summary>
/// <param name="Folder">Their folder at the destination.</param>
/// <param name="Copies">Those that explain no message yet.</param>
internal sealed record GoneCopies(string Folder, Candidates Copies);
