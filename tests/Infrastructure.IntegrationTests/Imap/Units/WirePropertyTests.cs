using System.Buffers;
using System.Text;
using CsCheck;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Wire;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

/// <summary>What holds for whatever a server says, and for each command.</summary>
public sealed class WirePropertyTests
{
    private const string Greeting = "* OK [CAPABILITY IMAP4rev1] ready\r\n";
    private const long MostAllocated = 64 << 20;

    private static readonly SearchValues<char> NoFlag = SearchValues.Create(" ()\r\n\"{%*");

    private static readonly string[] Pieces =
    [
        "* ", "1 FETCH (", "UID 7 ", "UID ", "FLAGS (", "FLAGS ", "INTERNALDATE ", "\"01-Jan-2020 00:00:00 +0000\" ", "RFC822.SIZE 5 ", "BODY[] ", "BODY[HEADER] ", "BODY[]<0> ",
        "BODY[HEADER.FIELDS (A)] ", "{3}\r\n", "{3+}\r\n", "{0}\r\n", "{-1}\r\n", "{99999}\r\n", "abc", "a\r\n", "~", "\"", "\\", "\\Seen ", "(", ")", ") ", " ", "%", "NIL ", "[", "]", "\0", "\u00fc",
        "LIST ", "LSUB ", "\"/\" ", "STATUS ", "NAMESPACE ", "SEARCH ", "ESEARCH ", "EXISTS", "EXPUNGE", "OK ", "NO ", "BYE ", "[PERMANENTFLAGS (", "[UIDNEXT 5] ", "MESSAGES ", "4294967296 ", "5 ",
        "X-NEW ", "A00000001 ", "+ ", "\r\n", "\r\n", "\r\n* ", ")\r\n", "\n",
    ];

    private static readonly Gen<byte[]> Talk = Gen.OneOf(
        Gen.OneOf(Pieces).Array[0, 40].Select(pieces => Encoding.Latin1.GetBytes(string.Concat(pieces))),
        Gen.Byte.Array[0, 300],
        Gen.OneOf(Pieces).Array[0, 12].Select(pieces => Encoding.Latin1.GetBytes($"* 1 FETCH ({string.Concat(pieces)})\r\nA00000001 OK done\r\n")));

    [Test]
    public void RunAsync_WhenBytesComeInAnyPieces_ShouldHearTheSame() =>
        Gen.Select(Talk, Gen.Int[1, 40].Array[1, 20]).Sample((talk, sizes) => Hear(talk, sizes) == Hear(talk, []), iter: 20_000);

    // A bracket before the byte at which a line is known by its first words, and a quote or a literal behind it.
    [TestCase("* OK [PERMANENTFLAGS (a [b] c", 60, "\"d\")] x\r\n")]
    [TestCase("* OK [PERMANENTFLAGS (a [b] c", 60, "{3}\r\nabc)] x\r\n")]
    [TestCase("* OK [PERMANENTFLAGS (a", 70, ")] x\r\n")]
    [TestCase("* OK [PERMANENTFLAGS (a", 9000, "\"d\")] x\r\n")]
    [TestCase("* OK [PERMANENTFLAGS (a]", 9000, "{3}\r\nabc)] x\r\n")]
    public void RunAsync_WhenFlagsComeInPieces_ShouldHearTheSame(string begin, int filling, string end)
    {
        var talk = Encoding.Latin1.GetBytes($"{begin} {string.Concat(Enumerable.Repeat("f ", filling / 2))}{end}A00000001 OK done\r\n");

        Assert.That(
            new[] { 1, 7, 79, 80, 81, 100, 8191, 8193 }.Select(size => Hear(talk, [.. Enumerable.Repeat(size, 10_000)])),
            Is.All.EqualTo(Hear(talk, [])));
    }

    [Test]
    public void RunAsync_WhenAnythingIsSaid_ShouldEndInOneOfTheKnownWaysAndStaySmall() => Talk.Sample(
        talk =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var end = Hear(talk, []).Split('\n')[^1];
            return end is "done" or "RefusedException" or "WireException" or "ClosedException" && GC.GetAllocatedBytesForCurrentThread() - before < MostAllocated;
        },
        iter: 50_000);

    [Test]
    public void Text_WhenACommandIsBuilt_ShouldMeanWhatWasPutIn() => Gen.OneOf(
            Gen.Char['!', '~'].Array[1, 8].Select(text => new string(text)),
            Gen.Char['\0', '\u00ff'].Array[0, 12].Select(text => new string(text)))
        .Array[0, 6]
        .Sample(
            texts =>
            {
                var command = new WireCommand("X");
                command.Open();
                Array.ForEach(texts, text => command.String(text));
                command.Close();
                var (line, literals) = Split(Send(command));
                var list = new ImapParser(line, literals).ParseAll()[^1];
                return list.Items.Select(item => item.Text).SequenceEqual(texts);
            },
            iter: 20_000);

    [Test]
    public void Flag_WhenATextIsNoFlag_ShouldNotLetItLeave() => Gen.Char['\0', '\u00ff'].Array[0, 8].Select(text => new string(text)).Sample(
        text =>
        {
            try
            {
                var sent = Encoding.Latin1.GetString(new WireCommand("X").Open().Flag(text).Close().Text.Span);
                return sent == $"X ({text})" && !text.AsSpan().ContainsAny(NoFlag);
            }
            catch (InvalidOperationException)
            {
                return true;
            }
        },
        iter: 20_000);

    // What is heard, line by line, and at last how it ends.
    private static string Hear(byte[] talk, int[] sizes)
    {
        var heard = new Heard();
        using var connection = new ChunkedStream([.. Encoding.Latin1.GetBytes(Greeting), .. talk], sizes);
        using var client = new WireClient(connection, null, heard);
        var query = new FetchQuery(UidSet.Between(7, 8), 2) { OpenBody = _ => new HeardBody(), Header = "HEADER" };
        string end;
        try
        {
            Wait(client.GreetAsync(default, CancellationToken.None));
            Wait(client.RunAsync(new WireCommand("UID FETCH") { Query = query }, CancellationToken.None));
            end = "done";
        }
        catch (Exception fault) when (fault is RefusedException or WireException or ClosedException)
        {
            end = fault.GetType().Name;
        }

        return $"{string.Join('\n', heard.Lines)}\n{end}";
    }

    private static string Send(WireCommand command)
    {
        using var server = new PipedServer();
        using var client = new WireClient(server, null, new Heard());
        Wait(server.SayAsync(Greeting));
        Wait(client.GreetAsync(default, CancellationToken.None));
        server.Reply([.. Enumerable.Repeat("+ go on\r\n", command.Literals.Count), "A00000001 OK done\r\n"]);
        Wait(client.RunAsync(command, CancellationToken.None));
        return server.Sent;
    }

    // The text with {n} where literals were, and what was in them.
    private static (string Line, List<ImapLiteral> Literals) Split(string text)
    {
        var (line, literals) = (new StringBuilder(), new List<ImapLiteral>());
        while (true)
        {
            var end = text.IndexOf("\r\n", StringComparison.Ordinal);
            line.Append(text[..end]);
            if (LiteralMark.AtEndOf(Encoding.Latin1.GetBytes(text[..(end + 2)])) is not { } mark)
            {
                return (line.ToString(), literals);
            }

            literals.Add(new ImapLiteral(string.Empty, (int)mark.Size, text.Substring(end + 2, (int)mark.Size)));
            text = text[(end + 2 + (int)mark.Size)..];
        }
    }

    private static void Wait(Task task)
    {
        Assert.That(task.IsCompleted, "Nothing has to be waited for.");
        task.GetAwaiter().GetResult();
    }
}
