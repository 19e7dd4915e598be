using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Wire;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

/// <summary>What is read of a server, and what must not be.</summary>
public sealed class WireClientTests
{
    private const string Greeting = "* OK [CAPABILITY IMAP4rev1 LITERAL+ ID] ready\r\n";
    private const string Done = "A00000001 OK done\r\n";

    private PipedServer _server = null!;
    private Heard _heard = null!;
    private WireClient _client = null!;

    [SetUp]
    public async Task Open()
    {
        (_server, _heard) = (new PipedServer(), new Heard());
        _client = new WireClient(_server, new LiteralForms(), _heard);
        await _server.SayAsync(Greeting);
        await _client.GreetAsync(default, CancellationToken.None);
    }

    [TearDown]
    public void Close()
    {
        _client.Dispose();
        _server.Dispose();
    }

    // What servers really send.
    [TestCase("* 1 FETCH (UID 7 FLAGS (\\Seen wichtig) INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" RFC822.SIZE 5 BODY[] {5}\r\nhello)\r\n", "message 1 uid 7 flags [\\Seen|wichtig] date 1996-07-17T02:44:25-07:00 size 5 body hello")]
    [TestCase("* 1 FETCH (BODY[] {5}\r\nhello UID 7)\r\n", "message 1 uid 7 body hello")]
    [TestCase("* 1 FETCH (UID 7 BODY[] \"hello\")\r\n", "message 1 uid 7 body hello")]
    [TestCase("* 1 FETCH (UID 7 BODY[] \"a \\\"b\\\\\")\r\n", "message 1 uid 7 body a \"b\\")]
    [TestCase("* 1 FETCH (UID 7 BODY[] NIL)\r\n", "message 1 uid 7 body ")]
    [TestCase("* 1 FETCH (UID 7 BODY[] {0}\r\n)\r\n* 2 FETCH (UID 8 BODY[] {1}\r\nx)\r\n", "message 1 uid 7 body ", "message 2 uid 8 body x")]
    [TestCase("* 5 FETCH (FLAGS (\\Deleted))\r\n", "message 5 flags [\\Deleted]")]
    [TestCase("* 1 FETCH (MODSEQ (5) X-GM-LABELS (\"\\\\Sent\" Work {3}\r\na b) UID 7 BODYSTRUCTURE ((\"TEXT\") \"MIXED\"))\r\n", "message 1 uid 7 labels [\\Sent|Work|a b]")]
    [TestCase("* OK [ALERT] 5\" disks are {5}\r\n* 3 EXISTS\r\n", "code ALERT", "holds 3")]
    [TestCase("[TRYCREATE] without a star\r\n* 3 EXPUNGE\r\n", "lost")]
    [TestCase("* LIST () \"/\" {5}\r\na\"b c\r\n", "folder a\"b c /")]
    [TestCase("* LIST (\\HasChildren \\Sent) \"\\\\\" \"{5}\"\r\n", "folder {5} \\ \\HasChildren \\Sent")]
    [TestCase("* LSUB () NIL INBOX\r\n", "subscription INBOX NIL")]
    [TestCase("* STATUS x (MAILBOXID (F1) MESSAGES 3 HIGHESTMODSEQ 18446744073709551615)\r\n", "state x 3   18446744073709551615")]
    [TestCase("* STATUS \"x\" (MESSAGES 2147483647 UIDNEXT 4294967295)\r\n", "state x 2147483647 4294967295")]
    [TestCase("* SEARCH 5 7\r\n* ESEARCH (TAG \"A\") UID ALL 1:3\r\n", "found SEARCH 5 7", "found ESEARCH (TAG \"A\") UID ALL 1:3")]
    [TestCase("* OK [PERMANENTFLAGS (\\Seen foo]bar \\*)] kept\r\n", "code PERMANENTFLAGS (\\Seen foo]bar \\*)")]
    [TestCase("* NAMESPACE ((\"\" \"/\")) NIL ((\"#shared.\" \".\")(\"#more.\" NIL))\r\n", "namespaces '' /; ; '#shared.' . '#more.' NIL")]
    public async Task RunAsync_WhenAServerSaysWhatItMay_ShouldHearIt(string response, params string[] expected)
    {
        await _server.SayAsync($"{response}{Done}");

        await RunAsync();

        Assert.That(_heard.Lines, Is.EqualTo(expected));
    }

    // What breaks the rules in a place of little weight costs that place alone; ¿ is the byte that no keyword may hold.
    [TestCase("* 1 FETCH (UID 7 FLAGS (\"x\r\nZ1 SELECT INBOX\r\n\") BODY[] {1}\r\nx)\r\n", "message 1 uid 7 flags [\"x\r\nZ1 SELECT INBOX\r\n\"] body x")]
    [TestCase("* 1 FETCH (UID 7 FLAGS (\"say \"hi\" now\") BODY[] {1}\r\nx)\r\n", "message 1 uid 7 flags [\"say \"hi\"|now\"] body x")]
    [TestCase("* 1 FETCH (UID 7 FLAGS ({x} a{b {5} {3}\r\nabc) BODY[] {1}\r\nx)\r\n", "message 1 uid 7 flags [{x}|a{b|{5}|{3}\r\nabc] body x")]
    [TestCase("* 1 FETCH (UID 7 FLAGS (\"a\\\"b\" \"c\\\\d\" \") RFC822.SIZE 5)\r\n", "message 1 uid 7 flags [¿a\\¿b¿|¿c\\\\d¿|¿] size 5")]
    [TestCase("* 1 FETCH (UID 7 FLAGS (\" \\Seen) INTERNALDATE \"01-Jan-2020 00:00:00 +0000\" RFC822.SIZE 5)\r\n", "message 1 uid 7 flags [¿|\\Seen] date 2020-01-01T00:00:00+00:00 size 5")]
    [TestCase("* 1 FETCH (UID 7 FLAGS (\" \\Seen) BODY[] {1}\r\nx)\r\n", "message 1 uid 7 flags [¿|\\Seen] body x")]
    [TestCase("* 1 FETCH (UID 7 FLAGS ({12}\r\na)\r\nZ1 NOOP\r\n \\Seen) RFC822.SIZE 5)\r\n", "message 1 uid 7 flags [{12}\r\na)\r\nZ1 NOOP\r|\\Seen] size 5")]
    [TestCase("* 1 FETCH (UID 7 FLAGS (~{3}\r\na)b \\Seen))\r\n", "message 1 uid 7 flags [~{3}\r\na)b|\\Seen]")]
    [TestCase("* 1 FETCH (UID 7 FLAGS (a\"b e(f \\Seen) RFC822.SIZE 5)\r\n", "message 1 uid 7 flags [a¿b|e¿f|\\Seen] size 5")]
    [TestCase("* 1 FETCH (UID 7 FLAGS (\\Seen (a (b)) c) BODY[] {1}\r\nx)\r\n", "message 1 uid 7 flags [\\Seen|c] and 1 more body x")]
    [TestCase("* 1 FETCH (UID 7 FLAGS (\\Seen (a) RFC822.SIZE 5)\r\n* 2 EXISTS\r\n", "message 1 uid 7 flags [\\Seen|¿a] size 5", "holds 2")]
    [TestCase("* 1 FETCH (UID 7 FLAGS NIL RFC822.SIZE 5)\r\n", "message 1 uid 7 flags [] size 5")]
    [TestCase("* 1 FETCH (UID 7 INTERNALDATE \"01-Jan-2020 00:00:00 +0000\"x RFC822.SIZE 5)\r\n", "message 1 uid 7 date 2020-01-01T00:00:00+00:00 size 5")]
    [TestCase("* 1 FETCH (UID 7 INTERNALDATE \"01-Jan RFC822.SIZE 5)\r\n", "message 1 uid 7 date none size 5")]
    [TestCase("* 1 FETCH (UID 7 INTERNALDATE {26}\r\n01-Jan-2020 00:00:00 +0000 RFC822.SIZE 5)\r\n", "message 1 uid 7 date 2020-01-01T00:00:00+00:00 size 5")]
    [TestCase("* 1 FETCH (UID 7 INTERNALDATE NIL)\r\n", "message 1 uid 7 date none")]
    [TestCase("* 0 FETCH (FLAGS ())\r\n")]
    [TestCase("* 1 FETCH (UID x)\r\n")]
    [TestCase("* 1 FETCH (UID 0 RFC822.SIZE 5)\r\n* 2 EXISTS\r\n", "holds 2")]
    [TestCase("* 1 FETCH (UID 7 RFC822.SIZE 99999999999)\r\n")]
    [TestCase("* 1 FETCH (UID 7 RFC822.SIZE\r\n")]
    [TestCase("* 1 FETCH (UID 7 RFC822.SIZE \"5\")\r\n")]
    [TestCase("* 1 FETCH (UID 7 MODSEQ 5)\r\n")]
    [TestCase("* 1 FETCH ((UID 7))\r\n")]
    [TestCase("* FETCH (UID 7)\r\n")]
    [TestCase("* 1 FETCH (UID 7 BODY[]<0> {5}\r\nhello)\r\n* 2 FETCH (UID 8 BODY[] {1}\r\nx)\r\n", "message 2 uid 8 body x")]
    [TestCase("* 1 FETCH (UID 7 BODY[] ~{5}\r\nhe\n\"o)\r\n* 2 FETCH (UID 8 BODY[] {1}\r\nx)\r\n", "message 2 uid 8 body x")]
    [TestCase("* 1 FETCH (UID 7 BODY[] hello)\r\n")]
    [TestCase("* OK [PERMANENTFLAGS (\"x\r\ny\")] kept\r\n", "code PERMANENTFLAGS (\"x\r\ny\")")]
    [TestCase("* OK [PERMANENTFLAGS (\\Seen {3}\r\na)b \\*)] kept\r\n", "code PERMANENTFLAGS (\\Seen {3}\r\na)b \\*)")]
    [TestCase("* OK [PERMANENTFLAGS (\\Seen \" \\*)] kept\r\n")]
    [TestCase("* FLAGS (x {3}\r\nabc)\r\n")]
    [TestCase("* FLAGS (x \")\r\n")]
    [TestCase("* LIST (\\HasNoChildren {3}\r\na)b) \"/\" x\r\n", "folder x / \\HasNoChildren")]
    [TestCase("* LIST (\\Marked {2}\r\nab) \"/\" {5}\r\na\"b c\r\n", "folder a\"b c / \\Marked")]
    [TestCase("* LIST (\\Marked \") \"/\" {5}\r\na\"b c\r\n", "unread folder")]
    [TestCase("* LIST () {1}\r\n/ x\r\n", "folder x /")]
    [TestCase("* LIST () \"/\" \"x\r\n* LIST () \"/\" y\r\n", "unread folder", "folder y /")]
    [TestCase("* LIST () \"/\" \"x\r\ny\"\r\n", "folder x\r\ny /")]
    [TestCase("* LIST () \"/\"\r\n", "unread folder")]
    [TestCase("* LIST x () \"/\" x\r\n", "unread folder")]
    [TestCase("* LIST () \"/\" (x)\r\n", "unread folder")]
    [TestCase("* LIST (\\Marked) NIL x (\"CHILDINFO\" (\"SUBSCRIBED\"))\r\n", "folder x NIL \\Marked")]
    [TestCase("* NAMESPACE (({6}\r\nINBOX. \".\")) NIL NIL\r\n", "namespaces 'INBOX.' .; ; ")]
    [TestCase("* NAMESPACE ((\"\" \"/\" \"X\" (\"y\"))) NIL NIL\r\n", "namespaces '' /; ; ")]
    [TestCase("* NAMESPACE ((\"\" x)) NIL NIL\r\n")]
    [TestCase("* NAMESPACE ((\"\" \"/\"\r\n")]
    [TestCase("* NAMESPACE\r\n")]
    [TestCase("* STATUS INBOX (UIDNEXT 4294967296)\r\n", "state INBOX  0")]
    [TestCase("* STATUS INBOX (MESSAGES 3 HIGHESTMODSEQ NIL)\r\n", "state INBOX 3")]
    [TestCase("* STATUS INBOX (MESSAGES x)\r\n")]
    [TestCase("* STATUS INBOX (MESSAGES)\r\n")]
    [TestCase("* STATUS \"INBOX (MESSAGES 3\r\n")]
    [TestCase("* STATUS INBOX\r\n")]
    [TestCase("* 0 EXPUNGE\r\n")]
    [TestCase("* OK [UIDNEXT 5\r\n")]
    [TestCase("* OK [X \"y] odd\r\n", "code X \"y")]
    [TestCase("* OK [] odd\r\n")]
    [TestCase("* NO \u001b[31m red\r\n")]
    [TestCase("* NO \"x is not there\r\n")]
    [TestCase("* NO {5}\r\n")]
    [TestCase("* 3 EXISTS \"x {5}\r\n", "holds 3")]
    [TestCase("* X-NEW {5}\r\nhello\r\n")]
    [TestCase("* X-NEW \"x\r\n")]
    [TestCase("* 3 X-NEW \"x\r\n")]
    [TestCase("* ID (\"name\" {3}\r\nabc \"x)\r\n")]
    public async Task RunAsync_WhenAServerBreaksTheRulesALittle_ShouldLoseNoMoreThanThat(string response, params string[] expected)
    {
        await _server.SayAsync($"{response}{Done}");

        await RunAsync();

        Assert.That(_heard.Lines, Is.EqualTo(expected.Select(line => line.Replace('¿', '\u00bf'))));
    }

    [TestCase(5_000)]
    [TestCase(1_000_000)]
    public async Task RunAsync_WhenANameIsLongerThanAnyIsRead_ShouldLoseThatFolderAlone(int length)
    {
        await _server.SayAsync($"* LIST () \"/\" {{{length}}}\r\n{new string('x', length)}\r\n* LIST () \"/\" y\r\n{Done}");

        await RunAsync();

        Assert.That(_heard.Lines, Is.EqualTo(new[] { "unread folder", "folder y /" }));
    }

    [Test]
    public async Task RunAsync_WhenFoldersAreListedThatNobodyAsksFor_ShouldNotHearOfThem()
    {
        await _server.SayAsync($"* LIST () \"/\" x\r\n* LSUB () \"/\" {{1}}\r\ny\r\n* 1 FETCH (UID 7)\r\n{Done}");

        await RunAsync(name: "UID FETCH");

        Assert.That(_heard.Lines, Is.EqualTo(new[] { "message 1 uid 7" }));
    }

    [TestCase("* LIST () \"/\" Sent Items\r\n")]
    public async Task RunAsync_WhenANameThatNeedsQuotesHasNone_ShouldTakeItForNoOther(string listed)
    {
        await _server.SayAsync($"{listed}{Done}");

        await RunAsync();

        Assert.That(_heard.Lines, Is.EqualTo(new[] { "unread folder" }));
    }

    [Test]
    public async Task RunAsync_WhenAHeaderHasManyLines_ShouldMakeOneOfThoseBehind()
    {
        var lines = string.Concat(Enumerable.Repeat("a:b\r\n", 1_500));
        await _server.SayAsync($"* 1 FETCH (UID 7 BODY[HEADER] {{{lines.Length}}}\r\n{lines})\r\n{Done}");

        await RunAsync();

        Assert.That(_heard.Lines[0].Split("a:b\r\n"), Has.Length.EqualTo(1_000));
        Assert.That(_heard.Lines[0].Split("a:b  "), Has.Length.EqualTo(502));
    }

    [Test]
    public async Task RunAsync_WhenAHeaderIsLong_ShouldKeepItsBeginning()
    {
        await _server.SayAsync($"* 1 FETCH (BODY[HEADER.FIELDS (SUBJECT \"X\")] {{100000}}\r\n{new string('h', 100_000)} UID 7)\r\n{Done}");

        await RunAsync(header: "HEADER.FIELDS");

        Assert.That(_heard.Lines, Is.EqualTo(new[] { $"message 1 uid 7 header {new string('h', WireLimits.Header)}" }));
        Assert.That(_client.Received, Is.EqualTo(100_000));
    }

    [Test]
    public async Task RunAsync_WhenAMessageHasManyFlags_ShouldReadSomeAndCountTheOthers()
    {
        await _server.SayAsync($"* 1 FETCH (UID 7 FLAGS ({string.Join(' ', Enumerable.Range(0, 100_000).Select(number => $"k{number}"))}))\r\n{Done}");

        await RunAsync();

        Assert.That(_heard.Lines[0], Does.StartWith("message 1 uid 7 flags [k0|k1|k2").And.EndWith("|k200] and 99799 more"));
    }

    [TestCase("* 1 FETCH (BODY[] {5}\r\nhello)\r\n", "without its UID")]
    [TestCase("* 1 FETCH (UID 9 BODY[] {5}\r\n", "nobody asked for")]
    [TestCase("* 1 FETCH (UID 9 BODY[] \"hello\")\r\n", "nobody asked for")]
    [TestCase("* 1 FETCH (BODY[] {1}\r\nx UID 9)\r\n", "nobody asked for")]
    [TestCase("* 1 FETCH (UID 7 BODY[] {1}\r\nx BODY[] {1}\r\n", "twice")]
    [TestCase("* 1 FETCH (UID 7 BODY[] {1}\r\nx)\r\n* 1 FETCH (UID 7 BODY[] {1}\r\nx)\r\n", "twice")]
    [TestCase("* 1 FETCH (UID 7 BODY[TEXT] {5}\r\n", "nobody asked for")]
    [TestCase("* 1 FETCH (UID 7 RFC822 {5}\r\n", "nobody asked for")]
    [TestCase("* 1 FETCH (UID 7 BODY[] \"x\" {70000}\r\n", "where a short text belongs")]
    [TestCase("* 1 FETCH (UID 7 FLAGS (x {70000}\r\n", "where a short text belongs")]
    [TestCase("* 1 FETCH (UID 7 BODY[] {-1}\r\n", "no possible size")]
    [TestCase("* 1 FETCH (UID 7 BODY[] {}\r\n", "no possible size")]
    [TestCase("* 1 FETCH (UID 7 BODY[] {5} x\r\n", "no possible size")]
    [TestCase("* 1 FETCH (UID 7 BODY[] {2147483648}\r\n", "2147483648 bytes")]
    [TestCase("* 1 FETCH (UID 7 BODY[] {99999999999999999999999}\r\n", "announced a message of")]
    [TestCase("* LIST () \"/\" {500000000}\r\n", "more than 2 MiB")]
    [TestCase("* 99999999999 EXISTS\r\n", "no mailbox reaches")]
    [TestCase("* STATUS INBOX (MESSAGES 2147483648)\r\n", "no mailbox reaches")]
    [TestCase("* STATUS INBOX (UIDVALIDITY 4294967296)\r\n", "no mailbox reaches")]
    [TestCase("+ go on\r\n", "that was complete")]
    [TestCase("A00000002 OK done\r\n", "no command explains")]
    [TestCase("A00000001 MAYBE\r\n", "no command explains")]
    [TestCase("\r\n", "no command explains")]
    public async Task RunAsync_WhenAServerSaysWhatItMayNot_ShouldEnd(string response, string words)
    {
        await _server.SayAsync(response);

        Assert.That(() => RunAsync(), Throws.TypeOf<WireException>().With.Message.Contains(words));
        Assert.That((_client.IsConnected, _server.IsClosed), Is.EqualTo((false, true)));
    }

    [TestCase("* LIST () \"/\" \"", "64 KiB")]
    [TestCase("A00000001 NO ", "2048 KiB")]
    [TestCase("* OK ", "2048 KiB")]
    [TestCase("* 1 FETCH (UID 7 FLAGS (", "2048 KiB")]
    [TestCase("* 1 FETCH (UID 7 BODY[] \"", "2048 KiB")]
    [TestCase("x", "no command explains")]
    [TestCase("+ ", "that was complete")]
    public async Task RunAsync_WhenALineHasNoEnd_ShouldEnd(string beginning, string words)
    {
        await _server.SayAsync(beginning + new string('x', 3 << 20));

        Assert.That(() => RunAsync(), Throws.TypeOf<WireException>().With.Message.Contains(words));
    }

    [Test]
    public async Task RunAsync_WhenThereAreTooManyNamespaces_ShouldEnd()
    {
        await _server.SayAsync($"* NAMESPACE ({string.Concat(Enumerable.Repeat("(\"a\" \"/\")", 1001))}) NIL NIL\r\n");

        Assert.That(() => RunAsync(), Throws.TypeOf<WireException>().With.Message.Contains("namespaces"));
    }

    [Test]
    public async Task RunAsync_WhenListsAreNestedTooDeep_ShouldEnd()
    {
        await _server.SayAsync($"* 1 FETCH (UID 7 BODYSTRUCTURE {new string('(', 100)}\r\n");

        Assert.That(() => RunAsync(), Throws.TypeOf<WireException>().With.Message.Contains("nests lists"));
    }

    [Test]
    public async Task RunAsync_WhenAnAnswerComesTwice_ShouldEndTheNextCommand()
    {
        await _server.SayAsync($"{Done}{Done}");
        await RunAsync();

        Assert.That(() => RunAsync(), Throws.TypeOf<WireException>().With.Message.Contains("no command explains"));
    }

    [TestCase("NO [LIMIT] too much", "NO [LIMIT] too much", false)]
    [TestCase("BAD what", "BAD what", true)]
    public async Task RunAsync_WhenACommandIsRefused_ShouldKeepTheConnectionAndTheWords(string answer, string words, bool isInDoubt)
    {
        await _server.SayAsync($"* NO before\r\nA00000001 {answer}\r\nA00000002 OK done\r\n");

        Assert.That(() => RunAsync(), Throws.TypeOf<RefusedException>().With.Message.EqualTo(words));
        Assert.That((_client.LastRefusal, _client.IsConnected, _client.IsInDoubt), Is.EqualTo((words, true, isInDoubt)));

        await RunAsync();
        Assert.That(_client.LastRefusal, Is.Null);
    }

    [TestCase("* BYE idle for too long\r\n", "BYE idle for too long")]
    [TestCase("", null)]
    public async Task RunAsync_WhenTheServerCloses_ShouldEndWithItsFarewell(string last, string? words)
    {
        await _server.SayAsync(last);
        _server.End();

        Assert.That(() => RunAsync(), Throws.TypeOf<ClosedException>());
        Assert.That(_client.LastRefusal, Is.EqualTo(words));
    }

    [Test]
    public async Task RunAsync_WhenTheConnectionIsClosed_ShouldSayNothingOverIt()
    {
        _server.End();
        Assert.That(() => RunAsync(), Throws.TypeOf<ClosedException>());

        await Assert.ThatAsync(() => RunAsync(), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public async Task RunAllAsync_WhenThereAreSeveralCommands_ShouldSendThemAtOnce()
    {
        await _server.SayAsync("A00000002 NO never\r\n* 3 EXISTS\r\nA00000001 OK done\r\n");
        WireCommand[] commands = [new("NOOP"), new("ID")];

        await _client.RunAllAsync(commands, CancellationToken.None);

        Assert.That(commands.Select(command => command.Answer!.Words), Is.EqualTo(new[] { "OK done", "NO never" }));
        Assert.That((_server.Sent, _server.Writes), Is.EqualTo(("A00000001 NOOP\r\nA00000002 ID\r\n", 1)));
    }

    [Test]
    public async Task ConverseAsync_WhenTheServerAsksForEver_ShouldEnd()
    {
        await _server.SayAsync(string.Concat(Enumerable.Repeat("+ more\r\n", 100)));

        Assert.That(
            () => _client.ConverseAsync(new WireCommand("AUTHENTICATE") { IsConversation = true }, _ => "x", CancellationToken.None),
            Throws.TypeOf<WireException>().With.Message.Contains("20 lines"));
    }

    [Test]
    public async Task GreetAsync_WhenAServerTurnsUsAway_ShouldTellItsWords()
    {
        await using var server = new PipedServer();
        using var client = new WireClient(server, null, _heard);
        await server.SayAsync("* BYE Too many connections\r\n");

        Assert.That(() => client.GreetAsync(default, CancellationToken.None), Throws.TypeOf<ClosedException>());
        Assert.That(client.LastRefusal, Is.EqualTo("BYE Too many connections"));
    }

    [TestCase("* PREAUTH hello\r\n", "PREAUTH")]
    [TestCase("220 ready\r\n", "does not greet")]
    public async Task GreetAsync_WhenItIsNoGreeting_ShouldEnd(string greeting, string words)
    {
        await using var server = new PipedServer();
        using var client = new WireClient(server, null, _heard);
        await server.SayAsync(greeting);

        Assert.That(() => client.GreetAsync(default, CancellationToken.None), Throws.TypeOf<WireException>().With.Message.Contains(words));
    }

    // It asks for all that may be heard: folders by its name, messages by its query.
    private Task<Answer> RunAsync(string header = "HEADER", string name = "LIST")
    {
        var query = new FetchQuery(UidSet.Between(7, 8), 2) { OpenBody = _ => new HeardBody(), Header = header };
        return _client.RunAsync(new WireCommand(name) { Query = query }, new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);
    }
}
