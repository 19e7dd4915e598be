using System.IO.Pipelines;
using System.Text;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class WireStreamTests
{
    private const string Greeting = "* OK [CAPABILITY IMAP4rev1 LITERAL+ ID] ready\r\n";

    private Pipe _received = null!;
    private MemoryStream _sent = null!;
    private WireStream _stream = null!;

    [SetUp]
    public async Task Open()
    {
        (_received, _sent) = (new Pipe(new PipeOptions(pauseWriterThreshold: 0)), new MemoryStream());
        _stream = new WireStream(new Duplex(_received.Reader.AsStream(), _sent), new LiteralForms());
        await SayAsync(Greeting);
        await ReadAsync(Greeting.Length);
    }

    [TearDown]
    public void Close() => _stream.Dispose();

    [Test]
    public async Task ReadAsync_WhenLiteralsNeedNotWait_ShouldKeepThatFromTheLibrary()
    {
        await _stream.WriteAsync("A1 NOOP\r\n"u8.ToArray());

        Assert.That(await AnswerAsync("* CAPABILITY IMAP4rev1 LITERAL+ LITERAL- ID\r\nA1 OK done\r\n"), Is.EqualTo("* CAPABILITY IMAP4rev1 XITERAL+ XITERAL- ID\r\nA1 OK done\r\n"));
    }

    // What servers really send.
    [TestCase("* 1 FETCH (UID 7 FLAGS (\\Seen wichtig) INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" RFC822.SIZE 5 BODY[] {5}\r\nhello)\r\n")]
    [TestCase("* 1 FETCH (BODY[] {5}\r\nhello UID 7)\r\n")]
    [TestCase("* 1 FETCH (UID 7 BODY[] \"hello\")\r\n")]
    [TestCase("* 1 FETCH (UID 7 BODY[] NIL)\r\n")]
    [TestCase("* 1 FETCH (UID 7 BODY[] {0}\r\n)\r\n* 2 FETCH (UID 8 BODY[] {1}\r\nx)\r\n")]
    [TestCase("* 5 FETCH (FLAGS (\\Deleted))\r\n")]
    [TestCase("* OK [ALERT] 5\" disks are {5}\r\n* 3 EXISTS\r\n")]
    [TestCase("[TRYCREATE] without a star\r\n")]
    [TestCase("* LIST () \"/\" {5}\r\na\"b c\r\n")]
    [TestCase("* LIST () \"/\" \"{5}\"\r\n")]
    [TestCase("* STATUS x (MAILBOXID (F1) MESSAGES 3 HIGHESTMODSEQ 18446744073709551615)\r\n")]
    [TestCase("* STATUS \"x\" (MESSAGES 2147483647 UIDNEXT 4294967295)\r\n")]
    public async Task ReadAsync_WhenAServerSaysWhatItMay_ShouldPassItOn(string response)
    {
        await _stream.WriteAsync("A1 UID FETCH 7:8 (UID BODY.PEEK[])\r\n"u8.ToArray());

        Assert.That(await AnswerAsync($"{response}A1 OK done\r\n"), Is.EqualTo($"{response}A1 OK done\r\n"));
    }

    // What breaks the rules in a place of little weight, and what the library gets to read; ¿ is the byte that no keyword may hold.
    [TestCase("* 1 FETCH (UID 7 FLAGS (\"x\r\nZ1 SELECT INBOX\r\n\") BODY[] {1}\r\nx)\r\n", "* 1 FETCH (UID 7 FLAGS (¿x¿¿Z1¿SELECT¿INBOX¿¿¿) BODY[] {1}\r\nx)\r\n")]
    [TestCase("* 1 FETCH (UID 7 FLAGS (\"say \"hi\" now\") BODY[] {1}\r\nx)\r\n", "* 1 FETCH (UID 7 FLAGS (¿say¿¿hi¿ now¿) BODY[] {1}\r\nx)\r\n")]
    [TestCase("* 1 FETCH (UID 7 FLAGS ({x} a{b {5} {3}\r\nabc) BODY[] {1}\r\nx)\r\n", "* 1 FETCH (UID 7 FLAGS (¿x} a¿b ¿5} ¿3¿¿¿abc) BODY[] {1}\r\nx)\r\n")]
    [TestCase("* 1 FETCH (UID 7 FLAGS (\"a\\\"b\" \"c\\\\d\" \") RFC822.SIZE 5)\r\n", "* 1 FETCH (UID 7 FLAGS (¿a\\¿b¿ ¿c\\\\d¿ ¿) RFC822.SIZE 5)\r\n")]
    [TestCase("* 1 FETCH (UID 7 FLAGS (\" \\Seen) INTERNALDATE \"01-Jan-2020 00:00:00 +0000\" RFC822.SIZE 5)\r\n", "* 1 FETCH (UID 7 FLAGS (¿ \\Seen) INTERNALDATE \"01-Jan-2020 00:00:00 +0000\" RFC822.SIZE 5)\r\n")]
    [TestCase("* 1 FETCH (UID 7 FLAGS ({12}\r\na)\r\nZ1 NOOP\r\n \\Seen) RFC822.SIZE 5)\r\n", "* 1 FETCH (UID 7 FLAGS (¿12¿¿¿a¿¿¿Z1¿NOOP¿  \\Seen) RFC822.SIZE 5)\r\n")]
    [TestCase("* 1 FETCH (UID 7 FLAGS (~{3}\r\na)b \\Seen))\r\n", "* 1 FETCH (UID 7 FLAGS (~¿3¿¿¿a¿b \\Seen))\r\n")]
    [TestCase("* 1 FETCH (UID 7 INTERNALDATE \"01-Jan-2020 00:00:00 +0000\"x RFC822.SIZE 5)\r\n", "* 1 FETCH (UID 7 INTERNALDATE \"01-Jan-2020 00:00:00 +0000\"  RFC822.SIZE 5)\r\n")]
    [TestCase("* 1 FETCH (UID 7 INTERNALDATE \"01-Jan RFC822.SIZE 5)\r\n", "* 1 FETCH (UID 7 INTERNALDATE xxxxxxx RFC822.SIZE 5)\r\n")]
    [TestCase("* 1 FETCH (UID 7 INTERNALDATE {6}\r\n01-Jan RFC822.SIZE 5)\r\n", "* 1 FETCH (UID 7 INTERNALDATE    \"01-Jan\" RFC822.SIZE 5)\r\n")]
    [TestCase("* 0 FETCH (FLAGS ())\r\n", "")]
    [TestCase("* 1 FETCH (UID x)\r\n", "")]
    [TestCase("* 1 FETCH (UID 0 RFC822.SIZE 5)\r\n* 2 EXISTS\r\n", "* 2 EXISTS\r\n")]
    [TestCase("* 1 FETCH (UID 7 RFC822.SIZE 99999999999)\r\n", "")]
    [TestCase("* 1 FETCH (UID 7 RFC822.SIZE\r\n", "")]
    [TestCase("* 1 FETCH (UID 7 BODY[]<0> {5}\r\nhello)\r\n* 2 FETCH (UID 8 BODY[] {1}\r\nx)\r\n", "* 2 FETCH (UID 8 BODY[] {1}\r\nx)\r\n")]
    [TestCase("* 1 FETCH (UID 7 BODY[] ~{5}\r\nhe\n\"o)\r\n* 2 FETCH (UID 8 BODY[] {1}\r\nx)\r\n", "* 2 FETCH (UID 8 BODY[] {1}\r\nx)\r\n")]
    [TestCase("* 1 FETCH (UID 7 BODY[] hello)\r\n", "")]
    [TestCase("* OK [PERMANENTFLAGS (\"x\r\ny\")] kept\r\n", "* OK [PERMANENTFLAGS (¿x¿¿y¿)]     \r\n")]
    [TestCase("* OK [PERMANENTFLAGS (\\Seen {3}\r\na)b \\*)] kept\r\n", "* OK [PERMANENTFLAGS (\\Seen ¿3¿¿¿a¿b \\*)]     \r\n")]
    [TestCase("* FLAGS (x {3}\r\nabc)\r\n", "* FLAGS (x ¿3¿¿¿abc)\r\n")]
    [TestCase("* FLAGS (x \")\r\n", "")]
    [TestCase("* LIST (\\HasNoChildren {3}\r\na)b) \"/\" x\r\n", "* LIST (\\HasNoChildren ¿3¿¿¿a¿b) \"/\" x\r\n")]
    [TestCase("* LIST (\\Marked {2}\r\nab) \"/\" {5}\r\na\"b c\r\n", "* LIST (\\Marked ¿2¿¿¿ab) \"/\" {5}\r\na\"b c\r\n")]
    [TestCase("* LIST () {1}\r\n/ x\r\n", "* LIST ()    \"/\" x\r\n")]
    [TestCase("* LIST () \"/\" \"x\r\n* LIST () \"/\" y\r\n", "* LIST () \"/\" y\r\n")]
    [TestCase("* NAMESPACE (({6}\r\nINBOX. \".\")) NIL NIL\r\n", "* NAMESPACE ((   \"INBOX.\" \".\")) NIL NIL\r\n")]
    [TestCase("* NAMESPACE ((\"\" \"/\" \"X\" (\"y\"))) NIL NIL\r\n", "* NAMESPACE ((\"\" \"/\" \"X\" (\"y\"))) NIL NIL\r\n")]
    [TestCase("* NAMESPACE ((\"\" x)) NIL NIL\r\n", "")]
    [TestCase("* NAMESPACE ((\"\" \"/\"\r\n", "")]
    [TestCase("* STATUS INBOX (UIDNEXT 4294967296)\r\n", "* STATUS INBOX (UIDNEXT 0000000000)\r\n")]
    [TestCase("* STATUS INBOX (MESSAGES x)\r\n", "")]
    [TestCase("* LIST () \"/\"\r\n", "")]
    [TestCase("* LIST x () \"/\" x\r\n", "")]
    [TestCase("* LIST (\\Marked) NIL x (\"CHILDINFO\" (\"SUBSCRIBED\"))\r\n", "* LIST (\\Marked) NIL x (\"CHILDINFO\" (\"SUBSCRIBED\"))\r\n")]
    [TestCase("* 0 EXPUNGE\r\n", "")]
    [TestCase("* OK [UIDNEXT 5\r\n", "* OK (UIDNEXT 5\r\n")]
    [TestCase("* OK [UIDNEXT 4294967296] next\r\n", "* OK (UIDNEXT 4294967296] next\r\n")]
    [TestCase("* OK [UIDVALIDITY x] valid\r\n", "* OK (UIDVALIDITY x] valid\r\n")]
    [TestCase("* OK [COPYUID 1] odd\r\n", "* OK (COPYUID 1] odd\r\n")]
    [TestCase("* OK [X \"y] odd\r\n", "* OK (X \"y] odd\r\n")]
    [TestCase("* OK [] odd\r\n", "* OK (] odd\r\n")]
    [TestCase("* NO \u001b[31m red\r\n", "* NO \u001b[31m red\r\n")]
    [TestCase("* NO \"x is not there\r\n", "* NO 'x is not there\r\n")]
    [TestCase("* NO {5}\r\n", "* NO '5}\r\n")]
    [TestCase("* 3 EXISTS \"x {5}\r\n", "* 3 EXISTS _x _5}\r\n")]
    [TestCase("* X-NEW {5}\r\nhello\r\n", "")]
    [TestCase("* ID (\"name\" {3}\r\nabc \"x)\r\n", "")]
    [TestCase("* LIST () \"/\" \"x\r\ny\"\r\n", "* LIST () \"/\" \"x\r\ny\"\r\n")]
    [TestCase("* X-NEW \"x\r\n", "")]
    public async Task ReadAsync_WhenAServerBreaksTheRulesALittle_ShouldLoseNoMoreThanThat(string response, string expected)
    {
        await _stream.WriteAsync("A1 UID FETCH 7:8 (UID BODY.PEEK[])\r\n"u8.ToArray());
        await SayAsync($"{response}A1 OK done\r\n");

        Assert.That(await ReadAsync(expected.Length + 12), Is.EqualTo($"{expected}A1 OK done\r\n"));
    }

    [TestCase("* 1 FETCH (UID 7 FLAGS (\"a\" \") INTERNALDATE \"x\" RFC822.SIZE 5)\r\n")]
    [TestCase("* 1 FETCH (UID 7 BODY[]<0> {5}\r\nhello)\r\n")]
    [TestCase("* LIST () \"/\" {5000}\r\n")]
    [TestCase("* NAMESPACE (({6}\r\nINBOX. \".\")) NIL NIL\r\n")]
    public async Task ReadAsync_WhenItArrivesByteByByte_ShouldReadTheSame(string response)
    {
        await _stream.WriteAsync("A1 UID FETCH 7:8 (UID BODY.PEEK[])\r\n"u8.ToArray());
        response = response.Contains("5000", StringComparison.Ordinal) ? $"{response}{new string('x', 5000)}\r\n" : response;
        foreach (var next in $"{response}A1 OK done\r\n")
        {
            await SayAsync($"{next}");
        }

        Assert.That(await ReadToAsync("A1 OK done\r\n"), Does.EndWith("A1 OK done\r\n").And.Not.Contains("hello").And.Not.Contains("xxx"));
    }

    [Test]
    public async Task ReadAsync_WhenAHeaderHasManyLines_ShouldMakeOneOfThoseBehind()
    {
        var (lines, body) = (string.Concat(Enumerable.Repeat("a:b\r\n", 1_500)), string.Concat(Enumerable.Repeat("c\r\n", 1_500)));
        await _stream.WriteAsync("A1 UID FETCH 7 (UID BODY.PEEK[HEADER] BODY.PEEK[])\r\n"u8.ToArray());

        // In parts, as the network makes them.
        var answer = $"* 1 FETCH (UID 7 BODY[HEADER] {{{lines.Length}}}\r\n{lines} BODY[] {{{body.Length}}}\r\n{body})\r\nA1 OK done\r\n";
        foreach (var part in answer.Chunk(1_001))
        {
            await SayAsync(new string(part));
        }

        var read = await ReadToAsync("A1 OK done\r\n");
        Assert.That(read, Has.Length.EqualTo(answer.Length));
        Assert.That(read.Split("a:b\r\n"), Has.Length.EqualTo(1_000));
        Assert.That(read.Split("a:b  "), Has.Length.EqualTo(502));
        Assert.That(read, Does.Contain(body));
    }

    [TestCase("SELECT INBOX", "A1 OK done", "A1 OK [READ-WRITE] done")]
    [TestCase("EXAMINE INBOX", "A1 OK done", "A1 OK [READ-ONLY] done")]
    [TestCase("SELECT INBOX", "A1 OK", "A1 OK [READ-WRITE] ")]
    [TestCase("SELECT INBOX", "A1 OK [CLOSED] done", "A1 OK [READ-WRITE] [CLOSED] done")]
    [TestCase("SELECT INBOX", "* OK [READ-ONLY] look\r\nA1 OK done", "* OK [READ-ONLY] look\r\nA1 OK [READ-ONLY] done")]
    [TestCase("SELECT INBOX", "A1 OK [read-only] done", "A1 OK [read-only] done")]
    [TestCase("EXAMINE INBOX", "A1 OK [READ-WRITE] done", "A1 OK [READ-ONLY]  done")]
    [TestCase("SELECT INBOX", "A1 NO there is none", "A1 NO there is none")]
    [TestCase("NOOP", "A1 OK done", "A1 OK done")]
    public async Task ReadAsync_WhenAFolderIsOpened_ShouldTellWhetherItCanBeChanged(string command, string answer, string expected)
    {
        await _stream.WriteAsync(Encoding.ASCII.GetBytes($"A1 {command}\r\n"));
        await SayAsync($"{answer}\r\n");

        Assert.That(await ReadAsync(expected.Length + 2), Is.EqualTo($"{expected}\r\n"));
    }

    [TestCase("1000 5", true)]
    [TestCase("0 5", false)]
    [TestCase("1000 0", false)]
    [TestCase("1000 5:6", false)]
    [TestCase("1000 6:5", false)]
    [TestCase("1000 1:4294967295", false)]
    [TestCase("1000 4294967296", false)]
    [TestCase("1000", false)]
    [TestCase("1000 *", false)]
    [TestCase("x 5", false)]
    [TestCase("1000 5 6", false)]
    public async Task ReadAsync_WhenAPlaceIsTold_ShouldBelieveOnlyWhatCanBe(string place, bool isBelieved)
    {
        await _stream.WriteAsync("A1 APPEND INBOX {3}\r\n"u8.ToArray());
        await SayAsync("+ ok\r\n");
        await ReadAsync(6);
        await _stream.WriteAsync("abc\r\n"u8.ToArray());
        var answer = $"A1 OK [APPENDUID {place}] done\r\n";

        Assert.That(await AnswerAsync(answer), Is.EqualTo(isBelieved ? answer : answer.Replace('[', '(')));
    }

    [TestCase("A1 OK done\r\n")]
    [TestCase("+ ok\r\nA1 OK done\r\n")]
    public async Task ReadAsync_WhenAMessageIsStoredThatHasNotBeenSent_ShouldEnd(string answer)
    {
        await _stream.WriteAsync("A1 APPEND INBOX {3}\r\n"u8.ToArray());

        Assert.That(() => AnswerAsync(answer), Throws.TypeOf<WireException>().With.Message.Contains("has not been sent"));
    }

    [Test]
    public async Task ReadAsync_WhenThereAreTooManyNamespaces_ShouldEnd()
    {
        await _stream.WriteAsync("A1 NAMESPACE\r\n"u8.ToArray());

        Assert.That(() => AnswerAsync($"* NAMESPACE ({string.Concat(Enumerable.Repeat("(\"a\" \"/\")", 1001))}) NIL NIL\r\n"), Throws.TypeOf<WireException>().With.Message.Contains("namespaces"));
    }

    [TestCase("* 1 FETCH (BODY[] {5}\r\nhello)\r\n", "without its UID")]
    [TestCase("* 1 FETCH (UID 9 BODY[] {5}\r\n", "nobody asked for")]
    [TestCase("* 1 FETCH (UID 9 BODY[] \"hello\")\r\n", "nobody asked for")]
    [TestCase("* 1 FETCH (BODY[] {1}\r\nx UID 9)\r\n", "nobody asked for")]
    [TestCase("* 1 FETCH (UID 7 BODY[] {1}\r\nx BODY[] {1}\r\n", "twice")]
    [TestCase("* 1 FETCH (UID 7 BODY[] {1}\r\nx)\r\n* 1 FETCH (UID 7 BODY[] {1}\r\nx)\r\n", "twice")]
    [TestCase("* 1 FETCH (UID 7 BODY[HEADER] {5}\r\n", "nobody asked for")]
    [TestCase("* 1 FETCH (UID 7 RFC822 {5}\r\n", "nobody asked for")]
    [TestCase("* 1 FETCH (UID 7 BODY[] \"x\" {70000}\r\n", "where a short text belongs")]
    [TestCase("* 1 FETCH (UID 7 FLAGS (x {70000}\r\n", "where a short text belongs")]
    [TestCase("* 1 FETCH (UID 7 BODY[] {-1}\r\n", "no possible size")]
    [TestCase("* 1 FETCH (UID 7 BODY[] {}\r\n", "no possible size")]
    [TestCase("* 1 FETCH (UID 7 BODY[] {5} x\r\n", "no possible size")]
    [TestCase("* 1 FETCH (UID 7 BODY[] {2147483648}\r\n", "2147483648 bytes")]
    [TestCase("* 99999999999 EXISTS\r\n", "no mailbox reaches")]
    [TestCase("* STATUS INBOX (MESSAGES 2147483648)\r\n", "no mailbox reaches")]
    [TestCase("+ go on\r\n", "that was complete")]
    [TestCase("A2 OK done\r\n", "no command explains")]
    [TestCase("A1 MAYBE\r\n", "no command explains")]
    [TestCase("\r\n", "no command explains")]
    [TestCase("A1 OK done\r\nA1 OK done\r\n", "no command explains")]
    public async Task ReadAsync_WhenAServerSaysWhatItMayNot_ShouldEnd(string response, string words)
    {
        await _stream.WriteAsync("A1 UID FETCH 7:8 (UID BODY.PEEK[])\r\n"u8.ToArray());

        Assert.That(() => AnswerAsync(response), Throws.TypeOf<WireException>().With.Message.Contains(words));
    }

    [Test]
    public async Task WriteAsync_WhenTheServerHasTakenTheFlags_ShouldAnswerTheLibraryItself()
    {
        await _stream.WriteAsync("A1 APPEND INBOX (\\Seen) {3}\r\n"u8.ToArray());
        await SayAsync("* 3 EXISTS\r\n+ ok\r\n");
        Assert.That(await ReadAsync(18), Is.EqualTo("* 3 EXISTS\r\n+ ok\r\n"));
        await _stream.WriteAsync("abc\r\n"u8.ToArray());
        await SayAsync("A1 OK done\r\n");
        await ReadAsync(12);

        await _stream.WriteAsync("A2 APPEND INBOX (\\Seen) {4}\r\n"u8.ToArray());
        Assert.That(await ReadAsync(9), Is.EqualTo("+ go on\r\n"));
        await _stream.WriteAsync("abcd\r\n"u8.ToArray());

        Assert.That(Encoding.ASCII.GetString(_sent.ToArray()), Is.EqualTo("A1 APPEND INBOX (\\Seen) {3}\r\nabc\r\nA2 APPEND INBOX (\\Seen) {4+}\r\nabcd\r\n"));
    }

    [Test]
    public async Task WriteAsync_WhenAResponseIsHalfRead_ShouldAnswerTheLibraryBehindIt()
    {
        await _stream.WriteAsync("A1 APPEND INBOX {3}\r\n"u8.ToArray());
        await SayAsync("+ ok\r\n");
        await ReadAsync(6);
        await _stream.WriteAsync("abc\r\n"u8.ToArray());
        await AnswerAsync("A1 OK done\r\n* LIST () \"/\" {10}\r\n01234");

        await _stream.WriteAsync("A2 APPEND INBOX {3}\r\n"u8.ToArray());
        await SayAsync("56789\r\n");

        Assert.That(await ReadAsync(16), Is.EqualTo("56789\r\n+ go on\r\n"));
    }

    [TestCase("BAD what", true)]
    [TestCase("NO full", false)]
    public async Task IsInDoubt_WhenTheServerWasAsked_ShouldBeSoAfterBadAlone(string answer, bool expected)
    {
        await _stream.WriteAsync("A1 APPEND INBOX {3}\r\n"u8.ToArray());
        await AnswerAsync($"A1 {answer}\r\n");

        Assert.That(_stream.IsInDoubt, Is.EqualTo(expected));
    }

    [Test]
    public async Task TryRunAsync_WhenTheServerAnswers_ShouldTellWhetherItHasDoneIt()
    {
        await SayAsync("* ID NIL\r\nW1 OK done\r\n");

        Assert.That(await _stream.TryRunAsync("ID NIL", CancellationToken.None), Is.True);
    }

    private async Task SayAsync(string text) => await _received.Writer.WriteAsync(Encoding.Latin1.GetBytes(text));

    private async Task<string> AnswerAsync(string text)
    {
        await SayAsync(text);
        return await ReadAsync(text.Length);
    }

    private async Task<string> ReadToAsync(string end)
    {
        var text = string.Empty;
        while (!text.EndsWith(end, StringComparison.Ordinal))
        {
            text += await ReadAsync(1);
        }

        return text;
    }

    private async Task<string> ReadAsync(int length)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var bytes = new byte[length];
        await _stream.ReadExactlyAsync(bytes, deadline.Token);
        return Encoding.Latin1.GetString(bytes);
    }

    private sealed class Duplex(Stream from, Stream to) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => from.ReadAsync(buffer, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => to.WriteAsync(buffer, cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
            // Nothing is held back.
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
