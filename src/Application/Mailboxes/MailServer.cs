namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>Where a mail server is, and how to reach it.</summary>
/// <param name="Host">Host name or IP address.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="Security">How the connection is protected.</param>
/// <param name="AcceptAnyCertificate">Whether a certificate that can't be verified is accepted knowingly.</param>
public sealed record MailServer(string Host, int Port, TransportSecurity Security, bool AcceptAnyCertificate = false)
{
    /// <summary>Host and port, such as <c>imap.example.net:993</c>.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
