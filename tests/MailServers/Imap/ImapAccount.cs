namespace Hosting.Migrations.MailServers.Imap;

/// <summary>Where and how to log in, without TLS.</summary>
public sealed record ImapAccount(string Host, int Port, string User, string Password);
