namespace Hosting.Migrations.Imap.Wire;

/// <summary>An item of a FETCH response whose value comes next (RFC 3501, section 7.4.2).</summary>
internal enum FetchItem
{
    /// <summary>None: its name comes next.</summary>
    None,

    Uid,
    Flags,
    InternalDate,
    Size,
    Labels,
    ModSeq,
    Message,
    Header,

    /// <summary>One that nobody asks for.</summary>
    Other,
}
