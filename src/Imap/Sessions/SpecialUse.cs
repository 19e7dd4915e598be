namespace Hosting.Migrations.Imap.Sessions;

/// <summary>Folders with a purpose that every mail program knows (RFC 6154), by which they are matched whatever they are called.</summary>
internal enum SpecialUse
{
    Sent,
    Drafts,
    Trash,
    Junk,
    Archive,
}
