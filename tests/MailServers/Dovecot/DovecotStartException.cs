namespace Hosting.Migrations.MailServers.Dovecot;

/// <summary>Dovecot did not start; the message ends with its log.</summary>
public sealed class DovecotStartException(string message) : Exception(message);
