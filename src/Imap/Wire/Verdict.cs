namespace Hosting.Migrations.Imap.Wire;

/// <summary>What becomes of what has arrived.</summary>
internal enum Verdict
{
    /// <summary>The library reads it.</summary>
    Pass,

    /// <summary>More has to arrive before it is known.</summary>
    Wait,

    /// <summary>The library never sees it.</summary>
    Drop,
}
