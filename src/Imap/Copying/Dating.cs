namespace Hosting.Migrations.Imap.Copying;

/// <summary>Which date of arrival a message is sent with.</summary>
internal enum Dating
{
    /// <summary>That of the source; that of its Date header where the source tells none.</summary>
    OfArrival,

    /// <summary>That of its Date header.</summary>
    OfHeader,

    /// <summary>None: the destination puts its own clock in its place.</summary>
    None,
}
