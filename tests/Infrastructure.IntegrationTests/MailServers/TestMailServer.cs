using Hosting.Migrations.MailServers.Courier;
using Hosting.Migrations.MailServers.Cyrus;
using Hosting.Migrations.MailServers.Dovecot;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;

/// <summary>Starts mail servers for tests; where one is missing, the test is skipped, or fails in CI.</summary>
internal static class TestMailServer
{
    public static Task<DovecotServer> StartAsync(DovecotOptions? options = null) =>
        DovecotServer.IsInstalled
            ? DovecotServer.StartAsync(options)
            : throw MissingServer.SkipOrFail("Dovecot is not installed (Debian: apt-get install dovecot-imapd).");

    public static Task<CyrusServer> StartCyrusAsync(CyrusOptions? options = null) =>
        CyrusServer.IsInstalled
            ? CyrusServer.StartAsync(options)
            : throw MissingServer.SkipOrFail("Cyrus is not unpacked (Debian: scripts/unpack-mail-servers.sh).");

    public static Task<CourierServer> StartCourierAsync(CourierOptions? options = null) =>
        CourierServer.IsInstalled
            ? CourierServer.StartAsync(options)
            : throw MissingServer.SkipOrFail("Courier is not unpacked (Debian: scripts/unpack-mail-servers.sh).");
}
