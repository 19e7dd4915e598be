using System.Text;
using Hosting.Migrations.MailServers.Imap;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;

public sealed class ScriptedImapServerTests
{
    private ScriptedImapServer _server = null!;

    [SetUp]
    public void Start() => _server = ScriptedImapServer.Start();

    [TearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task On_WhenACommandIsRefusedOnce_ShouldRefuseItOnce()
    {
        _server.On("LOGIN", ServerTexts.Unavailable, times: 1);

        Assert.That(LogInAsync, Throws.TypeOf<ImapRefusedException>().With.Message.Contains("[UNAVAILABLE]"));
        await using var connection = await LogInAsync();
        Assert.That(_server.Commands.Select(command => command.Text), Is.EqualTo(new[] { "LOGIN \"anna\" \"pw\"", "LOGIN \"anna\" \"pw\"" }));
    }

    [Test]
    public async Task On_WhenAConnectionBreaksInALiteral_ShouldSendItsBeginningAlone()
    {
        _server.Mailbox.Inbox.Add("Subject: x\r\n\r\nx");
        _server.On("FETCH", async command =>
        {
            await command.SendAsync("* 1 FETCH (UID 1 BODY[] {1000}\r\nSubject: half");
            command.Reset();
        });
        await using var connection = await LogInAsync();
        await connection.CommandAsync("EXAMINE INBOX");

        Assert.That(() => connection.CommandAsync("UID FETCH 1 (BODY.PEEK[])"), Throws.InstanceOf<IOException>());
    }

    [Test]
    public async Task On_WhenACommandIsNeverAnswered_ShouldWaitUntilTheServerEnds()
    {
        var server = ScriptedImapServer.Start().On("NOOP", command => command.StallAsync());
        await using var connection = await ImapConnection.LogInAsync(server.Account);
        var answer = connection.CommandAsync("NOOP");

        Assert.That(() => answer.WaitAsync(TimeSpan.FromMilliseconds(100)), Throws.TypeOf<TimeoutException>());
        await server.DisposeAsync();
        Assert.That(() => answer, Throws.InstanceOf<IOException>());
    }

    [Test]
    public async Task Refusals_WhenSet_ShouldTurnSoManyConnectionsAway()
    {
        _server.Refusals = 1;
        await using var refused = await ImapConnection.ConnectAsync(ScriptedImapServer.Host, _server.Port);
        await using var connection = await LogInAsync();

        Assert.That(refused.Greeting, Is.EqualTo("* BYE Too many simultaneous connections"));
        Assert.That(connection.Greeting, Does.StartWith("* OK"));
    }

    [TestCase("PLAIN", "\0anna\0pw")]
    [TestCase("XOAUTH2", "user=anna\u0001auth=Bearer pw\u0001\u0001")]
    public async Task Authenticate_WhenCredentialsAreRight_ShouldLogIn(string mechanism, string credentials)
    {
        await using var connection = await ImapConnection.ConnectAsync(ScriptedImapServer.Host, _server.Port);

        var answer = await connection.CommandAsync($"AUTHENTICATE {mechanism} {Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))}");

        Assert.That(answer[^1].Text, Does.Contain("logged in"));
    }

    [Test]
    public async Task Fetch_WhenItemsAreAsked_ShouldGiveThoseOfTheMessage()
    {
        _server.Mailbox.Inbox.Add("Message-ID: <1@x>\r\nSubject: a\r\n\r\nbody", "no date at all", @"\Seen", "$Work");
        await using var connection = await LogInAsync();
        await connection.CommandAsync("EXAMINE INBOX");

        var parts = (await connection.CommandAsync("UID FETCH 1:* (FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)] BODY.PEEK[]<0.5>)"))[0].Parse()[3].Items;

        Assert.That(string.Join(' ', parts), Is.EqualTo(
            "UID 1 FLAGS (\\Seen $Work) INTERNALDATE no date at all RFC822.SIZE 37 BODY[HEADER.FIELDS (MESSAGE-ID)] Message-ID: <1@x>\r\n\r\n BODY[]<0> Messa"));
    }

    [Test]
    public async Task Append_WhenSeveralMessagesCome_ShouldTakeThemOnlyIfOffered()
    {
        await using var connection = await LogInAsync();
        const string command = "APPEND INBOX (\\Seen) {3+}\r\none \"01-Feb-2024 10:00:00 +0100\" {3+}\r\ntwo";

        Assert.That(() => connection.CommandAsync(command), Throws.TypeOf<ImapRefusedException>());
        _server.Capabilities += " MULTIAPPEND";
        var answer = await connection.CommandAsync(command);

        Assert.That(answer[^1].Text, Does.Contain("[APPENDUID 1000 1,2]"));
        Assert.That(_server.Mailbox.Inbox.Messages[1].InternalDate, Is.EqualTo("01-Feb-2024 10:00:00 +0100"));
    }

    [Test]
    public async Task Append_WhenLiteralPlusIsNotOffered_ShouldRefuseIt()
    {
        _server.Capabilities = "IMAP4rev1";
        await using var connection = await LogInAsync();

        Assert.That(() => connection.CommandAsync("APPEND INBOX {3+}\r\none"), Throws.TypeOf<ImapRefusedException>());
        Assert.That(await connection.AppendAsync("INBOX", "one"u8.ToArray(), [], DateTimeOffset.UnixEpoch), Does.Contain("OK done"));
    }

    [Test]
    public async Task List_WhenNamesAreNotValid_ShouldSendThemAsTheyAre()
    {
        _server.Mailbox.Add("Entw\u00fcrfe");
        _server.Mailbox.Add("&broken", @"\Noselect");
        await using var connection = await LogInAsync();

        Assert.That((await connection.ListAsync()).Select(folder => folder.WireName), Is.EquivalentTo(new[] { "INBOX", "Entw\u00fcrfe", "&broken" }));
    }

    [Test]
    public async Task StartGmail_WhenItIsListed_ShouldLookLikeGmail()
    {
        await using var gmail = WellKnownServers.StartGmail();
        await using var connection = await ImapConnection.LogInAsync(gmail.Account);
        var folders = await connection.ListAsync();
        await connection.CommandAsync("EXAMINE \"[Gmail]/All Mail\"");

        Assert.That(folders.Single(folder => folder.Attributes.Contains(@"\Sent")).Name, Is.EqualTo("[Gmail]/Sent Mail"));
        Assert.That((await connection.CommandAsync("UID FETCH 1 (X-GM-MSGID X-GM-LABELS)"))[0].Text,
            Is.EqualTo("* 1 FETCH (UID 1 X-GM-MSGID 1278455344230334865 X-GM-LABELS (\"\\\\Inbox\" \"\\\\Sent\"))"));
    }

    private Task<ImapConnection> LogInAsync() => ImapConnection.LogInAsync(_server.Account);
}
