using System.Net.Sockets;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers;
using Hosting.Migrations.MailServers.Cyrus;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;

public sealed class ForeignServerTests
{
    [Test]
    public async Task StartAsync_WhenCyrusHasFoldersBesideInbox_ShouldKeepMailThere()
    {
        await using var server = await TestMailServer.StartCyrusAsync();

        await KeepsMailAsync(server, "Sent/2025");

        Assert.That(await NamespaceAsync(server), Is.EqualTo("* NAMESPACE ((\"\" \"/\")) ((\"Other Users/\" \"/\")) ((\"Shared Folders/\" \"/\"))"));
    }

    [Test]
    public async Task StartAsync_WhenCyrusHasFoldersBelowInbox_ShouldKeepMailThere()
    {
        await using var server = await TestMailServer.StartCyrusAsync(new CyrusOptions { HasFoldersBesideInbox = false });

        await KeepsMailAsync(server, "INBOX.Sent.2025");

        Assert.That(await NamespaceAsync(server), Is.EqualTo("* NAMESPACE ((\"INBOX.\" \".\")) ((\"user.\" \".\")) ((\"\" \".\"))"));
    }

    [Test]
    public async Task CreateMailboxAsync_WhenAUserHadNone_ShouldMakeTheInbox()
    {
        await using var server = await TestMailServer.StartCyrusAsync(new CyrusOptions { Users = [], UsersWithoutMailbox = ["bert"] });
        Assert.That(await RawMailbox.FoldersAsync(server.AccountOf("bert")), Is.Empty);

        await server.CreateMailboxAsync("bert");

        Assert.That((await RawMailbox.FoldersAsync(server.AccountOf("bert"))).Select(folder => folder.Name), Is.EqualTo(new[] { "INBOX" }));
    }

    [Test]
    public async Task StartAsync_WhenItIsCourier_ShouldKeepMail()
    {
        await using var server = await TestMailServer.StartCourierAsync();

        await KeepsMailAsync(server, "INBOX.Sent.2025");

        Assert.That(await NamespaceAsync(server), Is.EqualTo("* NAMESPACE ((\"INBOX.\" \".\")) NIL ((\"#shared.\" \".\")(\"shared.\" \".\"))"));
    }

    [TestCase("Cyrus")]
    [TestCase("Courier")]
    public async Task DisposeAsync_WhenAClientIsStillThere_ShouldEndTheServer(string which)
    {
        IMailServer server = which is "Cyrus" ? await TestMailServer.StartCyrusAsync() : await TestMailServer.StartCourierAsync();
        await using var connection = await ImapConnection.LogInAsync(server.AccountOf("anna"));

        await server.DisposeAsync();

        Assert.That(() => connection.CommandAsync("NOOP"), Throws.InstanceOf<IOException>());

        // Whoever was in the queue of the socket when it was closed hears a reset.
        Assert.That(() => ImapConnection.LogInAsync(server.AccountOf("anna")), Throws.InstanceOf<SocketException>().Or.InnerException.InstanceOf<SocketException>());
    }

    [Test]
    public async Task StartAsync_WhenThePasswordIsWrong_ShouldRefuse()
    {
        await using var cyrus = await TestMailServer.StartCyrusAsync();
        await using var courier = await TestMailServer.StartCourierAsync();

        foreach (var server in (IMailServer[])[cyrus, courier])
        {
            Assert.That(() => ImapConnection.LogInAsync(server.AccountOf("anna") with { Password = "wrong" }), Throws.TypeOf<ImapRefusedException>());
        }
    }

    private static async Task KeepsMailAsync(IMailServer server, string folder)
    {
        await RawMailbox.RunAsync(server.AccountOf("anna"), $"CREATE \"{folder}\"");
        await RawMailbox.AddAsync(server.AccountOf("anna"), folder, "kept", received: null, @"\Seen", "$Label1");

        Assert.That(await RawMailbox.SearchAsync(server.AccountOf("anna"), folder, "KEYWORD $Label1 SEEN SUBJECT kept"), Is.EqualTo("1"));
    }

    private static async Task<string> NamespaceAsync(IMailServer server)
    {
        await using var connection = await ImapConnection.LogInAsync(server.AccountOf("anna"));
        return (await connection.CommandAsync("NAMESPACE"))[0].Text;
    }
}
