namespace Hosting.Migrations.MailServers.Faults;

/// <summary>Which way bytes go through a proxy.</summary>
public enum ProxyDirection
{
    ToServer,
    ToClient,
}
