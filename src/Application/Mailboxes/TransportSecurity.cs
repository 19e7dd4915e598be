namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>How a connection to a mail server is protected.</summary>
public enum TransportSecurity
{
    /// <summary>TLS 1.2 or later from the first byte (RFC 8314, section 3.2).</summary>
    Tls,

    /// <summary>STARTTLS, and no login without it.</summary>
    StartTls,

    /// <summary>STARTTLS where the server offers it; otherwise in the clear.</summary>
    StartTlsWhenOffered,

    /// <summary>In the clear.</summary>
    None,
}
