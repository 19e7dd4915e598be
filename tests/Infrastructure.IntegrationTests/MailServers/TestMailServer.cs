using Hosting.Migrations.MailServers.Dovecot;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;

/// <summary>Starts mail servers for tests; where Dovecot is missing, the test is skipped, or fails in CI.</summary>
internal static class TestMailServer
{
    public static Task<DovecotServer> StartAsync(DovecotOptions? options = null)
    {
        if (DovecotServer.IsInstalled)
        {
            return DovecotServer.StartAsync(options);
        }

        const string missing = "Dovecot is not installed (Debian: apt-get install dovecot-imapd).";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            throw new InvalidOperationException(missing);
        }

        Assert.Ignore(missing);
        throw new InvalidOperationException(missing);
    }
}
