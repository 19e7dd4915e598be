using System.Diagnostics;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Killing;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Scripted;
using static Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Hostile.HostileAnswers;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Hostile;

/// <summary>
/// The program against servers that want its memory or its time: it ends with a reason, soon, and stays small. The process is the operator's
/// own command, and its memory what the system has seen.
/// </summary>
[Platform("Linux")]
public sealed class HostileSourceTests
{
    // What a folder means that shows less than it says is seen elsewhere; here that it takes no memory.
    private const string Anything = "";

    private const long MostMemory = 150_000_000;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private static readonly TestCaseData[] Rows =
    [
        Row("a folder's name without end", "a line of more than 64 KiB", source => source.On("LIST", Endless("* LIST () \"/\" \""))),
        Row("a refusal without end", "a line of more than 2048 KiB", source => source.On("EXAMINE", Endless("TAG NO "))),
        Row("a request to go on without end", "that was complete", source => source.On("LIST", Endless("+ "))),
        Row("an untagged line without end", "a line of more than 2048 KiB", source => source.On("EXAMINE", Endless("* OK "))),
        Row("a flag without end", "a line of more than 2048 KiB", source => source.On("FETCH", Endless("* 1 FETCH (UID 1 FLAGS (k"))),
        Row("a string without end", "a line of more than 2048 KiB", source => source.On("FETCH", Endless("* 1 FETCH (UID 1 INTERNALDATE \""))),
        Row("a message's string without end", "a line of more than 2048 KiB", source => source.On("FETCH", ForMessages(Endless("* 1 FETCH (UID 1 BODY[] \"")))),
        Row("messages without UID", "without its UID", source => source.On("FETCH", ForMessages(Messages("* 1 FETCH (BODY[]")))),
        Row("messages that nobody asked for", "nobody asked for", source => source.On("FETCH", ForMessages(Messages("* 1 FETCH (UID 77777 BODY[]")))),
        Row("messages where none was asked for", "nobody asked for", source => source.On("EXAMINE", Messages("* 1 FETCH (UID 1 BODY[]"))),
        Row("the same message again and again", "nobody asked for", source => source.On("FETCH", ForMessages(Messages("* 1 FETCH (UID 1 BODY[]")))),
        Row("a message nobody asked for, now and then", "nobody asked for", source => source.On("FETCH", ForMessages(
            Drip(string.Empty, "* 9 FETCH (UID 99999 BODY[] {2}\r\nhi)\r\n", TimeSpan.FromMilliseconds(500))))),
        Row("1,000,000 folders", "more than 8,000 folders", source => source.On("LIST", Many("* LIST () \"/\" \"folder#\"\r\n", 1_000_000))),
        Row("60,000 namespaces", "more than 1,000 namespaces", source => source.On("NAMESPACE", First($"* NAMESPACE ({string.Concat(Enumerable.Range(0, 60_000).Select(number => $"(\"n{number}.\" \".\")"))}) NIL NIL\r\n"))),
        Row("100,000 folders with names of 10 kB", "more than 2 MiB", source => source.On("LIST", Many($"* LIST () \"/\" \"{new string('n', 10_000)}#\"\r\n", 100_000))),
        Row("1,000,000 messages described that were not asked for", "more messages than it was asked for", source => source.On("FETCH", Many("* # FETCH (UID # FLAGS (k#))\r\n", 1_000_000))),
        Row("a search that finds 10,000,000 messages", "KiB", source => source.On("SEARCH", Found(10_000_000)), isSparse: true),
        Row("2,000,000,000 messages and nothing behind it", Anything, source => source.On("EXAMINE", Huge).On("SEARCH", "OK done").On("FETCH", "OK done")),
        Row("STATUS beyond 31 bits", "no mailbox reaches", source => source.On("STATUS", First("* STATUS \"INBOX\" (MESSAGES 4294967295 UIDNEXT 2 UIDVALIDITY 1)\r\n"))),
        Row("EXISTS beyond 31 bits", "no mailbox reaches", source => source.On("EXAMINE", First("* 4294967295 EXISTS\r\n"))),
        Row("a literal of -1", "no possible size", source => source.On("FETCH", ForMessages(First("* 1 FETCH (UID 1 BODY[] {-1}\r\n")))),
        Row("a literal of 2^31", "2147483648 bytes", source => source.On("FETCH", ForMessages(First("* 1 FETCH (UID 1 BODY[] {2147483648}\r\n")))),
        Row("a literal of 2^63", "announced a message of", source => source.On("FETCH", ForMessages(First("* 1 FETCH (UID 1 BODY[] {9223372036854775808}\r\n")))),
        Row("a literal of 5 GB", "5000000000 bytes", source => source.On("FETCH", ForMessages(First("* 1 FETCH (UID 1 BODY[] {5000000000}\r\n")))),
        Row("a literal in a flag list", "where a short text belongs", source => source.On("FETCH", First("* 1 FETCH (UID 1 FLAGS ({500000000}\r\n"))),
        Row("a folder's name of 500 MB", "more than 2 MiB", source => source.On("LIST", First("* LIST () \"/\" {500000000}\r\n"))),
        Row("lists in lists", "nests lists", source => source.On("FETCH", First($"* 1 FETCH (UID 1 BODYSTRUCTURE {new string('(', 100_000)}\r\n"))),
        Row("words that no command explains", "no command explains", source => source.On("EXAMINE", First("what is this\r\n"))),
        Row("somebody else's answer", "no command explains", source => source.On("EXAMINE", First("Z00000001 OK done\r\n"))),
        Row("a size of 4 GB at a byte a second", "did not answer in time", source => source.On("FETCH", Crawl)),
        Row("words of comfort instead of a message", "did not answer in time", source => source.On("FETCH", ForMessages(Drip(string.Empty, "* OK still here\r\n", TimeSpan.FromMilliseconds(200))))),
    ];

    [TestCaseSource(nameof(Rows))]
    public async Task MailboxCopy_WhenASourceIsHostile_ShouldEndSoonAndStaySmall(string words, Action<ScriptedImapServer> prepare, bool isSparse)
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        if (isSparse)
        {
            pair.Source.Mailbox.Inbox.UidNext = 1_000_000;
        }

        prepare(pair.Source);
        await CopyAsync(pair, pair.Source.Port, words);
    }

    [TestCase("* OK ", "8 KiB", TestName = "{m}(endless greeting)")]
    [TestCase("", "8 KiB", TestName = "{m}(endless line)")]
    public async Task MailboxCopy_WhenAGreetingNeverEnds_ShouldEndSoonAndStaySmall(string beginning, string words)
    {
        await using var server = new RawServer(async (stream, token) =>
        {
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(beginning), token);
            while (true)
            {
                await stream.WriteAsync(new byte[64 * 1024], token);
            }
        });
        await using var pair = new ScriptedPair();

        await CopyAsync(pair, server.Port, words);
    }

    private static async Task CopyAsync(ScriptedPair pair, int sourcePort, string words)
    {
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string>
        {
            ["SOURCE_PASSWORD"] = ScriptedPair.Password,
            ["DESTINATION_PASSWORD"] = ScriptedPair.Password,
            ["MailboxCopy__IdleTimeout"] = "00:00:03",
            ["MailboxCopy__GiveUpAfter"] = "00:00:04",

            // 16 MB of what is young. The collector goes by the processor's cache otherwise, and lets a hundred of garbage lie where that is large.
            ["DOTNET_GCgen0size"] = "1000000",
        };
        var watch = Stopwatch.StartNew();
        using var process = CopyProcess.Start(
            native: null,
            environment,
            "--source",
            $"imap://anna@127.0.0.1:{sourcePort}",
            "--destination",
            $"imap://anna@127.0.0.1:{pair.Destination.Port}",
            "--state",
            folder.PathOf("state.json"));
        var ending = process.EndAsync();
        var peak = 0L;
        while (!ending.IsCompleted)
        {
            peak = Math.Max(peak, process.ReadPeakMemory());
            await Task.WhenAny(ending, Task.Delay(10));
        }

        var (code, output, error) = await ending;
        await TestContext.Out.WriteLineAsync($"{peak / 1_000_000} MB, {watch.Elapsed.TotalSeconds:0.0} s, {code}: {output} {error}");
        if (words != Anything)
        {
            Assert.That(code, Is.EqualTo(1), output);
            Assert.That($"{output} {error}", Does.Contain(words));
        }

        Assert.That(peak, Is.InRange(1, MostMemory));
        Assert.That(watch.Elapsed, Is.LessThan(Longest));
        Assert.That(ScriptedPair.Count(pair.Destination, "STORE", "EXPUNGE", "DELETE", "RENAME"), Is.Zero);
    }

    private static Func<ScriptedCommand, Task> Found(int count) => async command =>
    {
        await command.SendAsync("* SEARCH");
        await Many(" #", count)(command);
    };

    private static async Task Huge(ScriptedCommand command)
    {
        await command.UntaggedAsync("2000000000 EXISTS");
        await command.UntaggedAsync("OK [UIDVALIDITY 1000] valid");
        await command.UntaggedAsync("OK [UIDNEXT 2000000001] next");
        await command.ReplyAsync("OK [READ-ONLY] done");
    }

    private static async Task Crawl(ScriptedCommand command)
    {
        if (command.Text.Contains("BODY.PEEK[]", StringComparison.Ordinal))
        {
            await Drip("* 1 FETCH (UID 1 BODY[] {2147483647}\r\n", "x", TimeSpan.FromSeconds(1))(command);
        }

        await command.UntaggedAsync("1 FETCH (UID 1 FLAGS () INTERNALDATE \"01-Jan-2024 12:00:00 +0000\" RFC822.SIZE 4294967295)");
        await command.ReplyAsync("OK done");
    }

    private static TestCaseData Row(string name, string words, Action<ScriptedImapServer> prepare, bool isSparse = false) =>
        new TestCaseData(words, prepare, isSparse).SetArgDisplayNames(name);
}
