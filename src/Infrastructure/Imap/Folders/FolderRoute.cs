namespace Hosting.Migrations.Infrastructure.Imap.Folders;

/// <summary>Where a folder goes.</summary>
/// <param name="Source">The folder at the source.</param>
/// <param name="Destination">Its full name at the destination.</param>
/// <param name="OnlyUnlabelled">Whether only messages are copied that no other copied folder shows (Gmail's All Mail).</param>
internal sealed record FolderRoute(FolderListing Source, string Destination, bool OnlyUnlabelled = false);
