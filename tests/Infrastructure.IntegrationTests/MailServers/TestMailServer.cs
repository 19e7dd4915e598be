using Hosting.Migrations.MailServers.Dovecot;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;

/// <summary>Starts mail servers for tests; where Dovecot is missing, the test is skipped, or fails in CI.</summary>
internal static class TestMailServer
{
    public static Task<DovecotServer> StartAsync(DovecotOptions? options = null) =>
        DovecotServer.IsInstalled
            ? DovecotServer.StartAsync(options)
            : throw MissingServer.SkipOrFail("Dovecot is not installed (Debian: apt-get install dovecot-imapd).");
}
