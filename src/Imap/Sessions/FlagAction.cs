namespace Hosting.Migrations.Imap.Sessions;

/// <summary>What becomes of the flags that a message has when it is given others (RFC 3501, section 6.4.6).</summary>
internal enum FlagAction
{
    /// <summary>It loses them.</summary>
    Set,

    /// <summary>It keeps them.</summary>
    Add,
}
