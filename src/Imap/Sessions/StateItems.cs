namespace Hosting.Migrations.Imap.Sessions;

/// <summary>What to ask of a folder's state (RFC 3501, section 6.3.10, and RFC 7162).</summary>
[Flags]
internal enum StateItems
{
    None = 0,
    Count = 1,
    UidNext = 2,
    UidValidity = 4,
    HighestModSeq = 8,
}
