using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Survival;

/// <summary>A source whose flags and dates would speak to the destination, or would stop the mail library.</summary>
public sealed class HostileSourceTests
{
    private const string Commands = "Subject: harmless\r\nDate: Mon, 5 Feb 2024 10:00:00 +0100\r\n\r\nZ9 CREATE BYMAIL\r\nZ7 STORE 1:* +FLAGS (\\Deleted)\r\nZ6 EXPUNGE\r\n";
    private const string Break = "x\r\nZ1 SELECT INBOX\r\nZ2 STORE 1:* +FLAGS.SILENT (\\\\Deleted)\r\nZ3 EXPUNGE\r\n";

    // The list of flags as it stands on the wire, and which of them arrive.
    private static readonly TestCaseData[] Lists =
    [
        Case("a quoted string with line breaks", $"(\\Seen \"{Break}\" Work)", 1, @"\Seen", "Work"),
        Case("a quoted keyword", "(\"Home\" Work)", 1, "Work"),
        Case("a quote that is no string", "(\\Seen \" Work)", 1, @"\Seen", "Work"),
        Case("a quote within a keyword", "(\\Seen a\"b Work)", 1, @"\Seen", "Work"),
        Case("a byte over ASCII", "(\\Seen wichtig\u00fc)", 1, @"\Seen"),
        Case("brackets", "([x] foo]bar \\Flagged Work)", 2, @"\Flagged", "Work"),
        Case("system flags that do not exist", @"(\Indexed \Evil \Answered \ \* \%)", 4, @"\Answered"),
        Case("control characters", "(a\u0001b \u007f \u001b[31m Work)", 3, "Work"),
        Case("wildcards and braces", "(a% b*c {5 d{2} e(f Work)", 5, "Work"),
        Case("a literal", "({12}\r\nA1 LOGOUT\r\n) Work)", 1, "Work"),
        Case("a long keyword", $"({new string('k', 101)} {new string('w', 100)})", 1, new string('w', 100)),
        Case("a keyword of a megabyte", $"({new string('k', 1 << 20)} Work)", 1, "Work"),
        Case("a quoted keyword of a megabyte", $"(\"{new string('k', 1 << 20)}\" Work)", 1, "Work"),
        Case("closing braces, which an atom may hold", "(a} } Work)", 0, "a}", "}", "Work"),
        Case("NIL in place of a list", "NIL", 0),
        Case("a flag without a list", @"\Seen", 0),
        Case("an empty list with blanks", "(  )", 0),
    ];

    [TestCaseSource(nameof(Lists))]
    public async Task CopyAsync_WhenAListOfFlagsIsNone_ShouldCopyTheMessageWithWhatIsOne(string list, int dropped, string[] arriving)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Inbox.Add(Commands);
        pair.Source.Mailbox.Inbox.Add("Subject: behind it\r\n\r\nx\r\n", "02-Jan-2024 12:00:00 +0000", @"\Answered", "Plain");
        AnswerWith(pair.Source, "FLAGS", list);

        var outcome = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.Destination.Mailbox.Inbox.Messages, Has.Count.EqualTo(2));
        Assert.That(pair.Destination.Mailbox.Inbox.Messages[0].Flags, Is.EquivalentTo(arriving));
        Assert.That(pair.Destination.Mailbox.Inbox.Messages[1].Flags, Is.EquivalentTo(new[] { @"\Answered", "Plain" }));
        Assert.That(outcome.Notes.Where(note => note.StartsWith($"{dropped} flags on 1 messages were dropped", StringComparison.Ordinal)).ToList(), Has.Count.EqualTo(dropped > 0 ? 1 : 0), string.Join('\n', outcome.Notes));
        outcome.Notes.ToList().ForEach(TestContext.Out.WriteLine);
    }

    [Test]
    public async Task CopyAsync_WhenAMessageHasManyKeywords_ShouldCopyItWithSome()
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Inbox.Add(Commands, flags: [.. Enumerable.Range(0, 100_000).Select(number => $"k{number}")]);

        var outcome = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.Destination.Mailbox.Inbox.Messages[0].Flags, Is.EqualTo(Enumerable.Range(0, 100).Select(number => $"k{number}")));
        Assert.That(outcome.Notes, Has.One.StartWith("99900 flags on 1 messages were dropped"));
    }

    [Test]
    public async Task CopyAsync_WhenTheFolderListsFlagsThatAreNone_ShouldCopyItAllTheSame()
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        pair.Source.Mailbox.Inbox.PermanentFlags = "\\Seen a% \"x\r\ny\" \u00fc {3 \\*";

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(3));
    }

    // The value as it stands on the wire, and the date that arrives.
    [TestCase("\"01-Jan-2020 00:00:00 +0000\r\nZ1 CREATE P\"", null)]
    [TestCase("NIL", null)]
    [TestCase("\"\"", null)]
    [TestCase("\"01-Jan-0001 00:00:00 +0000\"", null)]
    [TestCase("\"99-Xxx-9999 00:00:00 +0000\"", null)]
    [TestCase("\"30-Feb-2020 00:00:00 +0000\"", null)]
    [TestCase("\"31-Dec-9999 23:59:59 -1200\"", null)]
    [TestCase("\"01-Jan-2020 25:00:00 +0000\"", null)]
    [TestCase("\"01-Jan-2020 00:00:00 +0000", null)]
    [TestCase("1577836800", null)]
    [TestCase("{26}\r\n02-Jan-2020 03:04:05 +0000", "02-Jan-2020 03:04:05 +0000")]
    [TestCase("\"30-Dec-1899 00:00:00 +0000\"", "30-Dec-1899 00:00:00 +0000")]
    [TestCase("\"01-Jan-1960 00:00:00 +0100\"", "01-Jan-1960 00:00:00 +0100")]
    [TestCase("\"01-Feb-99 00:00:00 +0000\"", "01-Feb-1999 00:00:00 +0000")]
    [TestCase("\"02-Jan-2020 03:04:05 +1399\"", "02-Jan-2020 03:04:05 +0000")]
    [TestCase("\"02-Jan-2020 03:04:05\"", "02-Jan-2020 03:04:05 +0000")]
    public async Task CopyAsync_WhenADateIsOdd_ShouldKeepItOrTakeThatOfTheHeader(string value, string? arriving)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Inbox.Add(Commands);
        pair.Source.Mailbox.Inbox.Add("Subject: behind it\r\n\r\nx\r\n", "02-Jan-2024 12:00:00 +0000");
        AnswerWith(pair.Source, "INTERNALDATE", value);

        var outcome = (await pair.CopyAsync()).ShouldSucceed();
        var again = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.Destination.Mailbox.Inbox.Messages.Select(message => message.InternalDate), Is.EqualTo(new[] { arriving ?? "05-Feb-2024 10:00:00 +0100", "02-Jan-2024 12:00:00 +0000" }));
        Assert.That(outcome.Notes, arriving is null ? Has.One.StartWith("1 messages have the date of their Date header") : Is.Empty);
        Assert.That(again.Done.MessagesCopied, Is.Zero);
    }

    [Test]
    public async Task CopyAsync_WhenKeywordsAndMailHoldCommands_ShouldChangeNothingAtARealDestination()
    {
        await using var pair = new ScriptedPair();
        await using var server = await TestMailServer.StartAsync(new DovecotOptions { Storage = DovecotStorage.Sdbox });
        var account = server.AccountOf("anna");
        await RawMailbox.RunAsync(account, "CREATE Precious");
        await RawMailbox.AddAsync(account, "INBOX", "of the owner");
        await RawMailbox.AddAsync(account, "Precious", "of the owner too");
        string[] lists = [$"(\\Seen \"{Break}\")", "(\\Seen wichtig\u00fc)", "([x] foo]bar)", @"(\Indexed)", "({11}\r\nA1 LOGOUT\r\n)"];
        foreach (var list in lists)
        {
            pair.Source.Mailbox.Inbox.Add(Commands.Replace("harmless", $"with {pair.Source.Mailbox.Inbox.UidNext}", StringComparison.Ordinal) + "z1 DELETE Precious\r\nz2 CREATE pwned\r\n");
        }

        AnswerWith(pair.Source, "FLAGS", lists);
        var copy = pair.ToCopy() with { Destination = account.ToMailAccount() };

        var outcome = (await Engine.Create().CopyAsync(copy, pair.Progress, CancellationToken.None)).ShouldSucceed();

        Assert.That(outcome.Done.MessagesCopied, Is.EqualTo(lists.Length));
        Assert.That((await RawMailbox.FoldersAsync(account)).Select(folder => folder.Name), Is.EquivalentTo(new[] { "INBOX", "Precious" }));
        Assert.That(await RawMailbox.CountAsync(account, "INBOX"), Is.EqualTo(lists.Length + 1));
        Assert.That(await RawMailbox.CountAsync(account, "Precious"), Is.EqualTo(1));
        Assert.That(await RawMailbox.SearchAsync(account, "INBOX", "DELETED"), Is.Empty);
        Assert.That(await RawMailbox.SearchAsync(account, "INBOX", "SEEN"), Is.EqualTo("2 3"));
    }

    [TestCase("NO [CANNOT] no such flag")]
    [TestCase("BAD Invalid flag")]
    public async Task CopyAsync_WhenTheDestinationRefusesAChangedKeyword_ShouldGiveItUpAndCopyNewMail(string answer)
    {
        await using var pair = new ScriptedPair().WithMessages(2);
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Source.Mailbox.Inbox.Replace(pair.Source.Mailbox.Inbox.Messages[0] with { Flags = [@"\Seen", "$Odd"] });
        pair.WithMessages(1);
        pair.Destination.On("STORE", command => command.Text.Contains("$Odd", StringComparison.Ordinal) ? command.ReplyAsync(answer) : command.AnswerByDefaultAsync());

        var outcome = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(outcome.Done.MessagesCopied, Is.EqualTo(1));
        Assert.That(pair.Destination.Mailbox.Inbox.Messages[0].Flags, Is.EqualTo(new[] { @"\Seen" }));
        Assert.That(outcome.Notes, Has.One.EqualTo("1 keywords were dropped, since the destination does not take them"));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationRefusesEveryChangeOfFlags_ShouldCopyNewMail()
    {
        await using var pair = new ScriptedPair().WithMessages(2);
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Source.Mailbox.Inbox.Replace(pair.Source.Mailbox.Inbox.Messages[0] with { Flags = [@"\Seen"] });
        pair.WithMessages(1);
        pair.Destination.On("STORE", "NO [CANNOT] not here");

        var outcome = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(outcome.Done.MessagesCopied, Is.EqualTo(1));
        Assert.That(outcome.Notes, Has.One.StartWith("the changed flags of 1 messages were not copied: the destination refused"));
    }

    // The first messages get these values, one each; the others their own.
    private static void AnswerWith(ScriptedImapServer server, string item, params string[] values) => server.On("FETCH", async command =>
    {
        if (!command.Text.Contains(item, StringComparison.Ordinal))
        {
            await command.AnswerByDefaultAsync();
            return;
        }

        var asked = UidSet.Parse(command.Arguments[0].Text);
        foreach (var message in command.Folder!.Messages.Where(message => asked.Contains(message.Uid)))
        {
            var (flags, date) = ($"({string.Join(' ', message.Flags)})", $"\"{message.InternalDate}\"");
            if (message.Uid <= values.Length)
            {
                (flags, date) = item == "FLAGS" ? (values[message.Uid - 1], date) : (flags, values[message.Uid - 1]);
            }

            await command.UntaggedAsync($"{message.Uid} FETCH (UID {message.Uid} RFC822.SIZE {message.Content.Length} INTERNALDATE {date} FLAGS {flags})");
        }

        await command.ReplyAsync("OK done");
    });

    private static TestCaseData Case(string name, string list, int dropped, params string[] arriving) =>
        new TestCaseData(list, dropped, arriving).SetArgDisplayNames(name);
}
