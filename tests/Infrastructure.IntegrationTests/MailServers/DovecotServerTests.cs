using System.Net.Sockets;
using System.Text;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;

public sealed class DovecotServerTests
{
    [Test]
    public async Task StartAsync_WhenAUserLogsIn_ShouldLetItIn()
    {
        await using var server = await TestMailServer.StartAsync();
        await using var connection = await ImapConnection.LogInAsync(server.AccountOf("anna"));

        Assert.That((await connection.ListAsync()).Select(folder => folder.Name), Is.EqualTo(new[] { "INBOX" }));
    }

    [Test]
    public async Task StartAsync_WhenThePasswordIsWrong_ShouldRefuse()
    {
        await using var server = await TestMailServer.StartAsync();

        Assert.That(
            () => ImapConnection.LogInAsync(server.AccountOf("anna") with { Password = "wrong" }),
            Throws.TypeOf<ImapRefusedException>().With.Message.Contains("[AUTHENTICATIONFAILED]"));
    }

    [Test]
    public async Task LogInAsync_WhenTheServerStillCountsAnothersConnection_ShouldWaitForIt()
    {
        await using var server = await TestMailServer.StartAsync(new DovecotOptions { MaxConnectionsPerUser = 1 });
        var first = await ImapConnection.LogInAsync(server.AccountOf("anna"));
        var second = ImapConnection.LogInAsync(server.AccountOf("anna"));
        Assert.That(() => server.ReadLog(), Does.Contain("Maximum number of connections").After(30_000, 50));

        await first.DisposeAsync();

        await using var connection = await second;
        Assert.That(await connection.CommandAsync("NOOP"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task DisposeAsync_WhenAClientIsStillThere_ShouldEndTheServer()
    {
        var server = await TestMailServer.StartAsync();
        await using var connection = await ImapConnection.LogInAsync(server.AccountOf("anna"));

        await server.DisposeAsync();

        Assert.That(() => connection.CommandAsync("NOOP"), Throws.InstanceOf<IOException>());
        Assert.That(() => ImapConnection.ConnectAsync(DovecotServer.Host, server.Port), Throws.InstanceOf<SocketException>());
    }

    [TestCase("LOGIN anna*master masterpw")]
    [TestCase("AUTHENTICATE PLAIN ")]
    public async Task StartAsync_WhenTheMasterLogsIn_ShouldOpenTheUsersMailbox(string command)
    {
        await using var server = await TestMailServer.StartAsync(new DovecotOptions { Users = ["anna"] });
        await using (var anna = await ImapConnection.LogInAsync(server.AccountOf("anna")))
        {
            await anna.CreateAsync("Anna's own");
        }

        await using var master = await ImapConnection.ConnectAsync(DovecotServer.Host, server.Port);
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"anna\0{DovecotServer.MasterUser}\0{DovecotServer.MasterPassword}"));
        await master.CommandAsync(command.EndsWith(' ') ? command + credentials : command);

        Assert.That((await master.ListAsync()).Select(folder => folder.Name), Does.Contain("Anna's own"));
    }

    [Test]
    public async Task StartAsync_WhenSeveralRunAtOnce_ShouldKeepThemApart()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => TestMailServer.StartAsync()));
        try
        {
            await using var first = await ImapConnection.LogInAsync(servers[0].AccountOf("anna"));
            await first.CreateAsync("Here");
            await using var second = await ImapConnection.LogInAsync(servers[1].AccountOf("anna"));

            Assert.That((await second.ListAsync()).Select(folder => folder.Name), Does.Not.Contain("Here"));
        }
        finally
        {
            await Task.WhenAll(servers.Select(server => server.DisposeAsync().AsTask()));
        }
    }

    [Test]
    public async Task StartAsync_WhenCapabilitiesAreTakenAway_ShouldNotNameThem()
    {
        await using var server = await TestMailServer.StartAsync(new DovecotOptions { Without = ["MULTIAPPEND", "LITERAL+", "UIDPLUS"], MaxMailSize = 4000 });
        await using var connection = await ImapConnection.LogInAsync(server.AccountOf("anna"));

        var named = (await connection.CommandAsync("CAPABILITY"))[0].Text.Split(' ');

        Assert.That(named, Has.No.Member("MULTIAPPEND").And.No.Member("LITERAL+").And.No.Member("UIDPLUS"));
        Assert.That(connection.Greeting, Does.Not.Contain("LITERAL+"));
        Assert.That(named, Has.Member("CONDSTORE").And.Member("APPENDLIMIT=4000"));
    }

    [Test]
    public async Task CountSent_WhenMessagesAreAppended_ShouldCountThoseOfThatUserSinceTheRecordBegan()
    {
        await using var server = await TestMailServer.StartAsync();
        await RawMailbox.AddAsync(server.AccountOf("anna"), "INBOX", "before", received: null);
        await server.RecordAsync("anna", CancellationToken.None);
        await RawMailbox.AddAsync(server.AccountOf("anna"), "INBOX", "one", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), @"\Seen");
        await RawMailbox.AddAsync(server.AccountOf("anna"), "INBOX", "two", new DateTimeOffset(2026, 1, 12, 3, 4, 5, TimeSpan.Zero));

        Assert.That(server.CountSent("anna"), Is.EqualTo(2));
    }

    [Test]
    public async Task StartAsync_WhenAMessageIsTooLarge_ShouldRefuseIt()
    {
        await using var server = await TestMailServer.StartAsync(new DovecotOptions { MaxMailSize = 4000 });
        await using var connection = await ImapConnection.LogInAsync(server.AccountOf("anna"));

        Assert.That(
            () => connection.AppendAsync("INBOX", new byte[5000].AsMemory(), [], DateTimeOffset.UnixEpoch),
            Throws.TypeOf<ImapRefusedException>());
    }
}
