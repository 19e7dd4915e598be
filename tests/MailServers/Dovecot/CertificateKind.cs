namespace Hosting.Migrations.MailServers.Dovecot;

/// <summary>What is wrong with a test server's certificate, apart from being signed by itself.</summary>
public enum CertificateKind
{
    /// <summary>Nothing: valid now, for <c>127.0.0.1</c> and <c>localhost</c>.</summary>
    Valid,

    /// <summary>It ended yesterday.</summary>
    Expired,

    /// <summary>It is for <c>mail.other.example</c>.</summary>
    OtherName,
}
