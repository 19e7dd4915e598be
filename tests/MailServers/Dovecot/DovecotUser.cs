namespace Hosting.Migrations.MailServers.Dovecot;

/// <summary>A mailbox of a test server. The quota is in Dovecot's words, such as <c>1M</c>.</summary>
public sealed record DovecotUser(string Name, string? Quota = null, string Password = DovecotUser.DefaultPassword)
{
    public const string DefaultPassword = "pw";

    public static implicit operator DovecotUser(string name) => new(name);
}
