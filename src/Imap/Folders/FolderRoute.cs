using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Folders;

/// <summary>Where a folder goes.</summary>
/// <param name="Source">The folder at the source.</param>
/// <param name="Name">Its full name at the destination.</param>
/// <param name="OnlyUnlabelled">Whether only messages are copied that no other copied folder shows (Gmail's All Mail).</param>
internal sealed record FolderRoute(FolderListing Source, FolderName Name, bool OnlyUnlabelled = false)
{
    /// <summary>The name at the destination, as it is sent.</summary>
    public string Destination => Name.ToString();
}
