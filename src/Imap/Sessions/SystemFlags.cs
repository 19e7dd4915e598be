namespace Hosting.Migrations.Imap.Sessions;

/// <summary>The system flags that a message can be given (RFC 3501, section 2.3.2). \Recent is the server's own.</summary>
[Flags]
internal enum SystemFlags : byte
{
    None = 0,
    Seen = 1,
    Answered = 2,
    Flagged = 4,
    Deleted = 8,
    Draft = 16,
}
