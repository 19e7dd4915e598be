namespace Hosting.Migrations.Imap.Sessions;

/// <summary>What to ask of messages, besides their UIDs (RFC 3501, section 6.4.5).</summary>
[Flags]
internal enum MessageItems
{
    None = 0,
    Flags = 1,
    InternalDate = 2,
    Size = 4,

    /// <summary>Whole headers.</summary>
    Headers = 8,

    /// <summary>Gmail's X-GM-LABELS.</summary>
    Labels = 16,
}
