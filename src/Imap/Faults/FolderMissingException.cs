namespace Hosting.Migrations.Imap.Faults;

/// <summary>A folder is not where it has to be.</summary>
/// <param name="reason">What the server does, as the rest of a sentence that begins with it.</param>
/// <param name="folder">The folder's name.</param>
internal sealed class FolderMissingException(string reason, string folder) : Exception(reason)
{
    public string Folder => folder;
}
