using System.Text;
using Hosting.Migrations.Imap.Wire;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

/// <summary>How literals leave.</summary>
public sealed class LiteralTests
{
    private PipedServer _server = null!;
    private LiteralForms _forms = null!;

    [SetUp]
    public void Open()
    {
        (_server, _forms) = (new PipedServer(), new LiteralForms());
        _forms.Accept(["\\Seen", "$Work"]);
    }

    [TearDown]
    public void Close() => _server.Dispose();

    [TestCase("LITERAL+", "\\Seen", 5000, true)]
    [TestCase("LITERAL+", "\\Seen $Work", 5, true)]
    [TestCase("LITERAL+", "", 5, true)]
    [TestCase("LITERAL+", "\\Flagged", 5, false)]
    [TestCase("LITERAL+", "\\Seen $Other", 5, false)]
    [TestCase("LITERAL-", "\\Seen", 4096, true)]
    [TestCase("LITERAL-", "\\Seen", 4097, false)]
    [TestCase("IMAP4rev2", "\\Seen", 5, true)]
    [TestCase("LITERAL+X XLITERAL+", "\\Seen", 5, false)]
    public async Task RunAsync_WhenAMessageIsSent_ShouldWaitWhereItsFormIsNotKnown(string capabilities, string flags, int size, bool isUnasked)
    {
        using var client = await ConnectAsync(capabilities);
        _server.Reply(isUnasked ? ["A00000001 OK done\r\n"] : ["* 1 EXISTS\r\n+ ok\r\n", "A00000001 OK done\r\n"]);

        await RunAsync(client, Append(flags, size));

        Assert.That(_server.Sent, Is.EqualTo($"A00000001 APPEND INBOX {(flags.Length > 0 ? $"({flags}) " : string.Empty)}{{{size}{(isUnasked ? "+" : string.Empty)}}}\r\n{new string('x', size)}\r\n"));
    }

    [Test]
    public async Task RunAsync_WhenTheServerHasTakenTheFlags_ShouldNotAskAgain()
    {
        using var client = await ConnectAsync("LITERAL+");
        _server.Reply("+ ok\r\n", "A00000001 OK done\r\n", "A00000002 OK done\r\n");

        await RunAsync(client, Append("\\Flagged", 3));
        await RunAsync(client, Append("\\Flagged", 3));

        Assert.That(_server.Sent, Is.EqualTo("A00000001 APPEND INBOX (\\Flagged) {3}\r\nxxx\r\nA00000002 APPEND INBOX (\\Flagged) {3+}\r\nxxx\r\n"));
    }

    [Test]
    public async Task RunAsync_WhenItIsCautious_ShouldAsk()
    {
        using var client = await ConnectAsync("LITERAL+");
        client.IsCautious = true;
        _server.Reply("+ ok\r\n", "A00000001 OK done\r\n");

        await RunAsync(client, Append("\\Seen", 3));

        Assert.That(_server.Sent, Does.Contain("{3}"));
    }

    [Test]
    public async Task RunAsync_WhenSeveralMessagesAreSent_ShouldLookAtTheFlagsOfEach()
    {
        using var client = await ConnectAsync("LITERAL+ MULTIAPPEND");
        _server.Reply("+ ok\r\n", "A00000001 NO full\r\n");
        var command = Append("\\Seen", 3).Open().Flag("\\Answered").Close().Literal(Message("\\Answered", 4));

        Assert.That(() => RunAsync(client, command), Throws.TypeOf<RefusedException>());

        Assert.That(_server.Sent, Is.EqualTo("A00000001 APPEND INBOX (\\Seen) {3+}\r\nxxx (\\Answered) {4}\r\nxxxx\r\n"));
        Assert.That(client.IsInDoubt, Is.True);
        Assert.That(_forms.Knows([]), Is.False, "What was sent unasked has been refused.");
    }

    [TestCase("A00000001 BAD what\r\n", true)]
    [TestCase("A00000001 NO full\r\n", false)]
    [TestCase("+ ok\r\nA00000001 NO full\r\n", true)]
    public async Task RunAsync_WhenItIsRefusedBeforeItIsSent_ShouldSendNothingOfIt(string answer, bool isInDoubt)
    {
        using var client = await ConnectAsync("");
        _server.Reply(answer);

        Assert.That(() => RunAsync(client, Append("\\Seen", 3)), Throws.TypeOf<RefusedException>());

        Assert.That(_server.Sent, Is.EqualTo("A00000001 APPEND INBOX (\\Seen) {3}\r\n"));
        Assert.That((client.IsInDoubt, client.IsConnected), Is.EqualTo((isInDoubt, true)));
    }

    [TestCase("A00000001 OK done\r\n")]
    [TestCase("+ ok\r\nA00000001 OK done\r\n")]
    public async Task RunAsync_WhenAMessageIsStoredThatHasNotBeenSent_ShouldEnd(string answer)
    {
        using var client = await ConnectAsync("");
        _server.Reply(answer);

        Assert.That(() => RunAsync(client, Append("\\Seen", 3)), Throws.TypeOf<WireException>().With.Message.Contains("has not been sent"));
    }

    [Test]
    public async Task RunAsync_WhenRefusalsGoOn_ShouldAskEachTime()
    {
        for (var refusal = 0; refusal < 8; refusal++)
        {
            _forms.Refuse();
        }

        _forms.Accept(["\\Seen"]);
        using var client = await ConnectAsync("LITERAL+");
        _server.Reply("+ ok\r\n", "A00000001 OK done\r\n");

        await RunAsync(client, Append("\\Seen", 3));

        Assert.That(_server.Sent, Does.Contain("{3}"));
    }

    [TestCase("UID STORE")]
    [TestCase("UID FETCH")]
    public async Task RunAsync_WhenALiteralIsNoMessage_ShouldNotLetItLeave(string name)
    {
        using var client = await ConnectAsync("LITERAL+");

        Assert.That(() => RunAsync(client, new WireCommand(name).String("wichtig\u00fc")), Throws.InvalidOperationException.With.Message.Contains("must not leave"));

        Assert.That(_server.Sent, Does.Not.Contain("wichtig"));
    }

    [Test]
    public async Task RunAsync_WhenALoginNeedsALiteral_ShouldAsk()
    {
        using var client = await ConnectAsync("LITERAL+");
        _server.Reply("+ ok\r\n", "A00000001 OK done\r\n");

        await RunAsync(client, new WireCommand("LOGIN").String("anna").String("gr\u00c3\u00bcn"));

        Assert.That(_server.Sent, Is.EqualTo("A00000001 LOGIN anna {5}\r\ngr\u00c3\u00bcn\r\n"));
    }

    [Test]
    public async Task RunAsync_WhenAFolderHasANameBeyondAscii_ShouldSayItOnlyWhenAsked()
    {
        using var client = await ConnectAsync("LITERAL+");
        _server.Reply("+ ok\r\n", "A00000001 OK done\r\n");
        var command = new WireCommand("APPEND").String("Entw\u00fcrfe").Open().Flag("\\Seen").Close();

        await RunAsync(client, command.Literal(Message("\\Seen", 3)));

        Assert.That(_server.Sent, Is.EqualTo("A00000001 APPEND {8}\r\nEntw\u00fcrfe (\\Seen) {3+}\r\nxxx\r\n"));
    }

    [Test]
    public async Task RunAsync_WhenAServerGetsNoMessages_ShouldHaveEveryLiteralWait()
    {
        using var client = await ConnectAsync("LITERAL+", withForms: false);
        _server.Reply("+ ok\r\n", "A00000001 OK done\r\n");

        await RunAsync(client, new WireCommand("EXAMINE").String("Entw\u00fcrfe"));

        Assert.That(_server.Sent, Is.EqualTo("A00000001 EXAMINE {8}\r\nEntw\u00fcrfe\r\n"));
        Assert.That(() => RunAsync(client, Append("\\Seen", 3)), Throws.InvalidOperationException);
    }

    [TestCase("a b")]
    [TestCase("a)")]
    [TestCase("a\"")]
    [TestCase("{5}")]
    [TestCase("a\r\nA1 NOOP")]
    [TestCase("")]
    [TestCase("\u00fc")]
    [TestCase("\\\\Seen")]
    public void Flag_WhenItIsNone_ShouldNotLetItLeave(string flag)
    {
        Assert.That(() => new WireCommand("STORE").Flag(flag), Throws.InvalidOperationException);
        Assert.That(() => new WireCommand("STORE").Set(flag), Throws.InvalidOperationException);
    }

    private static Task<Answer> RunAsync(WireClient client, WireCommand command) => client.RunAsync(command, new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);

    private static WireCommand Append(string flags, int size)
    {
        var command = new WireCommand("APPEND").String("INBOX");
        if (flags.Length > 0)
        {
            command.Open();
            Array.ForEach(flags.Split(' '), flag => command.Flag(flag));
            command.Close();
        }

        return command.Literal(Message(flags, size));
    }

    private static OutgoingLiteral Message(string flags, int size) =>
        new(size, [Encoding.ASCII.GetBytes(new string('x', size))], flags.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private async Task<WireClient> ConnectAsync(string capabilities, bool withForms = true)
    {
        var client = new WireClient(_server, withForms ? _forms : null, new Heard());
        await _server.SayAsync($"* OK [CAPABILITY IMAP4rev1 {capabilities}] ready\r\n");
        await client.GreetAsync(default, CancellationToken.None);
        return client;
    }
}
