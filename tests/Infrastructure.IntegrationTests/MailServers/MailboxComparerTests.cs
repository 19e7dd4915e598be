using Hosting.Migrations.MailServers.Comparing;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Imap;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;

public sealed class MailboxComparerTests
{
    private readonly List<DovecotServer> _servers = [];
    private DovecotServer _source = null!;
    private DovecotServer _destination = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _servers.Add(_source = await TestMailServer.StartAsync());
        _servers.Add(_destination = await TestMailServer.StartAsync(new DovecotOptions { Storage = DovecotStorage.Sdbox, Separator = '.', Prefix = "INBOX." }));
        var mailbox = Mailboxes.Small(messages: 20);
        await _source.SeedAsync("anna", mailbox);
        await _destination.SeedAsync("anna", mailbox);
    }

    [TearDown]
    public async Task StopAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        _servers.Clear();
    }

    [Test]
    public async Task CompareAsync_WhenBothHoldTheSame_ShouldSaySame()
    {
        var result = await CompareAsync();

        Assert.That(result.ToString(), Does.Match("^anna SAME {folders: 4, messages: 20, bytes: [0-9]{6,}}$"));
        Assert.That(result.AreSame, Is.True);
    }

    [TestCase("STORE 1 +FLAGS ($Odd)", DifferenceKind.FlagsDiffer)]
    [TestCase("STORE 1:* +FLAGS (\\Deleted)|EXPUNGE", DifferenceKind.MessageMissing)]
    [TestCase("COPY 1 INBOX", DifferenceKind.MessageExtra)]
    [TestCase("CREATE INBOX.Other", DifferenceKind.FolderExtra)]
    [TestCase("DELETE INBOX.Trash", DifferenceKind.FolderMissing)]
    [TestCase("UNSUBSCRIBE INBOX.Sent", DifferenceKind.SubscriptionMissing)]
    public async Task CompareAsync_WhenTheDestinationIsChanged_ShouldNameTheDifference(string commands, DifferenceKind expected)
    {
        await using (var connection = await ImapConnection.LogInAsync(_destination.AccountOf("anna")))
        {
            await connection.CommandAsync("SELECT INBOX");
            foreach (var command in commands.Split('|'))
            {
                await connection.CommandAsync(command);
            }
        }

        var result = await CompareAsync();

        Assert.That(result.AreSame, Is.False);
        Assert.That(result.Differences.Select(difference => difference.Kind), Has.Member(expected), result.ToString());
        Assert.That(result.ToString(), Does.StartWith("anna DIFFERS"));
    }

    [Test]
    public async Task CompareAsync_WhenOnlyADateDiffers_ShouldSayWhichOfWhichMessage()
    {
        var content = "Subject: date\r\n\r\n"u8.ToArray();
        await AppendAsync(_source, new SeedMessage("Sent", content, DateTimeOffset.UnixEpoch));
        await AppendAsync(_destination, new SeedMessage("Sent", content, DateTimeOffset.UnixEpoch.AddDays(1)));

        var result = await CompareAsync();

        Assert.That(result.Differences, Has.Count.EqualTo(1), result.ToString());
        Assert.That(result.Differences[0].Kind, Is.EqualTo(DifferenceKind.DateDiffers));
        Assert.That(result.Differences[0].ToString(), Does.Match("^DateDiffers 'INBOX.Sent' 1970-01-02 00:00:00Z in place of [0-9a-f]{12} \"date\" 1970-01-01 00:00:00Z"));
    }

    [Test]
    public async Task CompareAsync_WhenADuplicateIsMissing_ShouldCountIt()
    {
        var message = new SeedMessage("INBOX", "Subject: twice\r\n\r\n"u8.ToArray(), DateTimeOffset.UnixEpoch);
        await AppendAsync(_source, message, message);
        await AppendAsync(_destination, message);

        var result = await CompareAsync();

        Assert.That(result.Differences.Select(difference => difference.Kind), Is.EqualTo(new[] { DifferenceKind.MessageMissing }), result.ToString());
    }

    [Test]
    public async Task CompareAsync_WhenAFolderIsRenamedAsAgreed_ShouldSaySame()
    {
        await using (var connection = await ImapConnection.LogInAsync(_destination.AccountOf("anna")))
        {
            await connection.CommandAsync("RENAME INBOX.Sent INBOX.Gesendet");
            await connection.CommandAsync("UNSUBSCRIBE INBOX.Sent");
            await connection.SubscribeAsync("INBOX.Gesendet");
        }

        var mapping = FolderMapping.Between(_source.Options, _destination.Options) with { Renamed = new Dictionary<string, string> { ["Sent"] = "INBOX.Gesendet" } };
        var result = await MailboxComparer.CompareAsync(_source.AccountOf("anna"), _destination.AccountOf("anna"), new ComparisonOptions { Mapping = mapping });

        Assert.That(result.AreSame, Is.True, result.ToString());
    }

    private static Task AppendAsync(DovecotServer server, params SeedMessage[] messages) =>
        MailboxSeeder.AppendAsync(server.AccountOf("anna"), new SeedMailbox([], [], messages), FolderMapping.Between(new DovecotOptions(), server.Options));

    private Task<MailboxComparison> CompareAsync() => MailboxComparer.CompareAsync(
        _source.AccountOf("anna"), _destination.AccountOf("anna"), new ComparisonOptions { Mapping = FolderMapping.Between(_source.Options, _destination.Options) });
}
