namespace Hosting.Migrations.Imap.Sessions;

/// <summary>What follows from what a server says of a folder.</summary>
internal static class FolderAttributesExtensions
{
    /// <summary>Whether there is such a folder, and it can be opened.</summary>
    public static bool CanBeOpened(this FolderAttributes attributes) => (attributes & (FolderAttributes.NoSelect | FolderAttributes.NonExistent)) == 0;
}
