using System.Globalization;
using System.Text;
using Hosting.Migrations.Imap;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Killing;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Imap;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Hostile;

/// <summary>Names of folders that mean harm: they arrive as harmless ones, and nothing raw of them is logged, told or printed.</summary>
public sealed class HostileNamesTests
{
    private const int MostLevels = 41;
    private const int LongestName = 1020;

    // As they are on the wire: the first ones within the encoding that IMAP has for names, the next ones as bare bytes.
    private static readonly string[] Names =
    [
        ModifiedUtf7.Encode("lines\r\nZ1 DELETE Good\r\n* 9 EXISTS"),
        ModifiedUtf7.Encode("escape \u001b[2J\u001b]0;title\u0007"),
        ModifiedUtf7.Encode("nothing\0behind"),
        ModifiedUtf7.Encode("right \u202egnp.exe\u2066 \u200b\ufeff"),
        ModifiedUtf7.Encode("next\u0085line\u2028and\u2029paragraph"),
        ModifiedUtf7.Encode("half \ud800 pair"),
        "bare \u001b[31m red",
        "bare \u0008\u007f erased",
        "..",
        "../../etc/passwd",
        new string('x', 5000),
        string.Join('/', Enumerable.Repeat("l", 3000)),
    ];

    [Test]
    public async Task CopyAsync_WhenNamesAreHostile_ShouldCopyIntoSafeOnesAndSayNothingRaw()
    {
        await using var pair = new ScriptedPair().WithMessages(2);
        Fill(pair.Source);
        var log = new LogLines<ImapMailboxCopier>();

        var outcome = await Engine.Create(logger: log).CopyAsync(pair.ToCopy(), pair.Progress, CancellationToken.None);

        var made = pair.Destination.Mailbox.Folders.Where(folder => folder.Messages.Count > 0).Select(folder => ModifiedUtf7.Decode(folder.WireName)).ToList();
        TestContext.Out.WriteLine(string.Join('\n', log.Lines.Concat(outcome.Notes).Concat(made)));
        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        Assert.That(made, Has.Count.EqualTo(Names.Length + 2));
        Assert.That(made, Has.All.Length.LessThanOrEqualTo(LongestName));
        Assert.That(made.SelectMany(name => name.Split('/')), Has.None.EqualTo("..").And.None.Empty);
        Assert.That(made.Select(name => name.Split('/').Length), Has.All.LessThanOrEqualTo(MostLevels));
        Assert.That(outcome.Notes.Count(note => note.Contains(" became ", StringComparison.Ordinal)), Is.EqualTo(Names.Length));
        Assert.That(log.Lines, Has.Count.GreaterThanOrEqualTo(Names.Length), "Each folder breaks the connection once, which is logged with its name.");
        Assert.That(outcome.Failures, Has.Count.EqualTo(1));
        ShouldBeHarmless(log.Lines);
        ShouldBeHarmless(made);
        ShouldBeHarmless(outcome.Notes);
        ShouldBeHarmless(outcome.Failures.SelectMany(failure => new[] { failure.Folder, failure.Reason }));
    }

    [Test]
    public async Task MailboxCopy_WhenNamesAreHostile_ShouldPrintNothingRaw()
    {
        await using var pair = new ScriptedPair().WithMessages(2);
        await using var server = await TestMailServer.StartAsync(new DovecotOptions { OffersTls = false, Storage = DovecotStorage.Sdbox });
        using var folder = new TemporaryFolder();
        Fill(pair.Source);

        using var process = CopyProcess.Start(
            pair.Source.Account, server.AccountOf("anna"), folder.PathOf("state.json"), TimeSpan.FromMilliseconds(20), new Dictionary<string, string> { ["MailboxCopy__Backoff"] = "00:00:00.010" });
        var (output, error) = await process.FailAsync();

        await TestContext.Out.WriteLineAsync($"{output}\n{error}");
        Assert.That(output, Does.Contain($"{Names.Length + 4} messages: {Names.Length + 3} copied"));
        Assert.That(output.Split('\n').Count(line => line.StartsWith("note: ", StringComparison.Ordinal) && line.Contains(" became ", StringComparison.Ordinal)), Is.GreaterThanOrEqualTo(Names.Length));
        ShouldBeHarmless(output.Split('\n'));
        ShouldBeHarmless(error.Split('\n'));
        ShouldBeHarmless((await RawMailbox.FoldersAsync(server.AccountOf("anna"))).Select(made => made.Name));
    }

    // One folder besides can't be opened, for a reason in words that mean harm too.
    private static void Fill(ScriptedImapServer source)
    {
        foreach (var (name, number) in Names.Append("Good").Select((name, number) => (name, number)))
        {
            source.Mailbox.Add(name).Add($"Message-ID: <in.{number}@x>\r\nSubject: in {number}\r\n\r\nx\r\n");
        }

        source.Mailbox.Add("Closed");
        source.Mailbox.Find("Closed")!.StatusSurplus = 1;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        source.On("EXAMINE", command =>
        {
            var name = command.Arguments[0].Text;
            lock (seen)
            {
                if (Names.Contains(name) && seen.Add(name))
                {
                    command.Close();
                    return Task.CompletedTask;
                }
            }

            return name == "Closed" ? command.ReplyAsync($"NO go away \u001b[2J \u0007 {Latin("\u202e\u2028")}") : command.AnswerByDefaultAsync();
        });
    }

    private static string Latin(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static void ShouldBeHarmless(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            var raw = text.EnumerateRunes().Where(rune => Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
            Assert.That(raw.Select(rune => rune.Value), Is.Empty, $"in '{text}'");
            for (var at = 0; at < text.Length; at++)
            {
                Assert.That(!char.IsSurrogate(text[at]) || char.IsSurrogatePair(text, char.IsLowSurrogate(text[at]) ? at - 1 : at), Is.True, "half of a pair");
            }
        }
    }
}
