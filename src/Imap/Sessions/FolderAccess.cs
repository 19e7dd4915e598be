namespace Hosting.Migrations.Imap.Sessions;

/// <summary>For what a folder is selected, from the least on.</summary>
internal enum FolderAccess
{
    /// <summary>It is not.</summary>
    None,

    ReadOnly,

    ReadWrite,
}
