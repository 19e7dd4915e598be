namespace Hosting.Migrations.Imap.Sessions;

/// <summary>What a server says of a folder that it lists (RFC 9051, section 7.3.1, RFC 6154 and RFC 8457), as far as it counts for a copy.</summary>
[Flags]
internal enum FolderAttributes
{
    None = 0,

    /// <summary>It can't be opened: only a level of other folders' names.</summary>
    NoSelect = 1,

    /// <summary>There is no such folder: only others below it.</summary>
    NonExistent = 2,

    All = 4,
    Archive = 8,
    Drafts = 16,
    Flagged = 32,
    Important = 64,
    Junk = 128,
    Sent = 256,
    Trash = 512,
}
