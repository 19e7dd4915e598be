using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Hostile;

/// <summary>Sources whose answers can't be read in one place: it costs the flag, the message or the folder that it tells of, and nothing else.</summary>
public sealed class OddAnswersTests
{
    [TestCase("\"a\\\"b\" \"c\\\\d\" \"")]
    [TestCase("\"")]
    [TestCase("\" \\Flagged")]
    [TestCase("{12}\r\na)\r\nZ1 NOOP\r\n \\Flagged")]
    [TestCase("~{3}\r\na)b")]
    [TestCase("{3}\r\n\r\n)")]
    [TestCase("x{3}\r\nabc")]
    public async Task CopyAsync_WhenAFlagIsNone_ShouldCopyTheMessageWithoutIt(string flags)
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        var inbox = pair.Source.Mailbox.Inbox;
        inbox.Replace(inbox.Messages[1] with { Flags = [flags] });

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(3));
        Assert.That(pair.Destination.Mailbox.Inbox.Messages.SelectMany(message => message.Flags), Is.SubsetOf(new[] { "\\Flagged" }));
    }

    [TestCase("01-Jan-2024 12:00:00 +0000\"x INTERNALDATE \"01-Jan-2024 12:00:00 +0000")]
    [TestCase("01-Jan-2024\r\n12:00:00 +0000")]
    public async Task CopyAsync_WhenADateIsNone_ShouldCopyTheMessage(string date)
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        var inbox = pair.Source.Mailbox.Inbox;
        inbox.Replace(inbox.Messages[1] with { InternalDate = date });

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(3));
    }

    [TestCase("* 0 FETCH (UID 2 FLAGS ())")]
    [TestCase("* 0 EXPUNGE")]
    [TestCase("* FLAGS (\\Seen {3}\r\na)b)")]
    [TestCase("* FLAGS (\")")]
    [TestCase("* OK [PERMANENTFLAGS (\\Seen {3}\r\na)b \\*)] kept")]
    [TestCase("* OK [UIDNEXT 4294967296] next")]
    [TestCase("* OK [UIDNEXT x] next")]
    [TestCase("* OK [UNSEEN 4294967295] first")]
    [TestCase("* OK [HIGHESTMODSEQ -1] none")]
    [TestCase("* OK [COPYUID x] what")]
    [TestCase("* OK [what")]
    [TestCase("* NO \u001b[31m red")]
    [TestCase("* NO \"red")]
    [TestCase("* X-NEW \"red")]
    [TestCase("* X-NEW {3}\r\nred")]
    [TestCase("* 3 X-NEW \"red")]
    public async Task CopyAsync_WhenSomethingBesidesCantBeRead_ShouldCopy(string response)
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        pair.Source.On("EXAMINE", HostileAnswers.First($"{response}\r\n"));
        pair.Source.On("FETCH", HostileAnswers.First($"{response}\r\n"));

        (await pair.CopyAsync(Engine.With(idleTimeoutSeconds: 3))).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(3));
    }

    [TestCase("BODY[] NIL")]
    [TestCase("BODY[] \"\"")]
    [TestCase("BODY[] {0}\r\n")]
    [TestCase("BODY[] ~{4}\r\nabcd")]
    [TestCase("BODY[]<0> {4}\r\nabcd")]
    [TestCase("BODY[]<0> \"abcd\"")]
    [TestCase("BODY[] abcd")]
    public async Task CopyAsync_WhenAMessageIsNotHandedOutWhole_ShouldRecordIt(string body)
    {
        await using var pair = new ScriptedPair().WithMessages(5);
        pair.Source.On("FETCH", command => AnswerAsync(pair, command, 3, body));

        var outcome = await pair.CopyAsync();
        pair.Source.On("FETCH", command => command.AnswerByDefaultAsync());
        var again = await pair.CopyAsync();

        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        Assert.That(outcome.Failures, Is.EqualTo(new[] { new CopyFailure("INBOX", 3, null, CopyFault.Protocol, "the source lists the message but does not hand it out whole") }));
        outcome.ShouldCount(5, copied: 4, failed: 1);
        again.ShouldSucceed();
        Assert.That(pair.SubjectsIn("INBOX"), Is.EqualTo(new[] { "message 1", "message 2", "message 3", "message 4", "message 5" }));
    }

    [Test]
    public async Task CopyAsync_WhenAMessageIsEmpty_ShouldCopyIt()
    {
        await using var pair = new ScriptedPair().WithMessages(1);
        pair.Source.Mailbox.Inbox.Add(string.Empty);

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.Destination.Mailbox.Inbox.Messages, Has.Count.EqualTo(2));
        Assert.That(pair.Destination.Mailbox.Inbox.Messages.Count(message => message.Content.Length == 0), Is.EqualTo(1));
    }

    [TestCase("UID x")]
    [TestCase("UID 0")]
    [TestCase("UID 2 RFC822.SIZE 99999999999")]
    [TestCase("UID 2 RFC822.SIZE x")]
    [TestCase("UID 2 FLAGS (")]
    [TestCase("UID 2 ENVELOPE (\"")]
    [TestCase("UID 2 ENVELOPE (x)")]
    [TestCase("UID 2 RFC822.SIZE \"5\"")]
    [TestCase("UID 2 MODSEQ 5 FLAGS ()")]
    [TestCase("(UID 2 FLAGS ())")]
    [TestCase("UID\t2 FLAGS ()")]
    public async Task CopyAsync_WhenAMessageIsToldOfInAWayThatCantBeRead_ShouldMissThatOne(string items)
    {
        await using var pair = new ScriptedPair().WithMessages(5);
        pair.Source.On("FETCH", command => command.Text.Contains("BODY", StringComparison.Ordinal) ? command.AnswerByDefaultAsync() : AnswerAsync(pair, command, 2, items));

        var outcome = await pair.CopyAsync(Engine.With(idleTimeoutSeconds: 5));

        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        outcome.ShouldCount(5, copied: 4, missing: 1);
        Assert.That(outcome.Failures.Select(failure => failure.Fault), Is.EqualTo(new[] { CopyFault.Incomplete }));
    }

    [Test]
    public async Task CopyAsync_WhenAMessageHasTheHighestUid_ShouldCopyIt()
    {
        await using var pair = new ScriptedPair().WithMessages(2);
        pair.Source.Mailbox.Inbox.SkipUids(uint.MaxValue - 3);
        pair.Source.Mailbox.Inbox.Add("Message-ID: <last@x>\r\nSubject: message 3\r\n\r\nhello\r\n");

        var outcome = await pair.CopyAsync();
        var again = await pair.CopyAsync();

        outcome.ShouldSucceed();
        again.ShouldSucceed();
        Assert.That(pair.SubjectsIn("INBOX"), Is.EqualTo(new[] { "message 1", "message 2", "message 3" }));
    }

    [Test]
    public async Task CopyAsync_WhenAFolderTellsABoundBelowItsMessages_ShouldCopyAll()
    {
        await using var pair = new ScriptedPair().WithMessages(6);
        pair.Source.On("EXAMINE", async command =>
        {
            command.Folder = pair.Source.Mailbox.Inbox;
            await command.UntaggedAsync("6 EXISTS");
            await command.UntaggedAsync("OK [UIDVALIDITY 1000] valid");
            await command.UntaggedAsync("OK [UIDNEXT 3] next");
            await command.ReplyAsync("OK [READ-ONLY] done");
        });

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(6, copied: 6);
    }

    [TestCase("(\\HasNoChildren {3}\r\na)b) \"/\" Odd", 2)]
    [TestCase("() {1}\r\n/ Odd", 2)]
    [TestCase("() \"/\" {3}\r\nOdd", 2)]
    [TestCase("() \"/\" \"Odd", 1)]
    [TestCase("() \"/\" (Odd)", 1)]
    [TestCase("() \"/\"", 1)]
    [TestCase("x", 1)]
    public async Task CopyAsync_WhenAFolderIsListedOddly_ShouldCopyTheOthersAndSayThatOneIsLeftOut(string entry, int folders)
    {
        await using var pair = new ScriptedPair().WithMessages(2);
        pair.Source.Mailbox.Add("Odd").Add("Message-ID: <odd@x>\r\nSubject: odd\r\n\r\nhello\r\n");
        pair.Source.On("LIST", command => ListAsync(command, entry));

        var outcome = await pair.CopyAsync();

        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(2));
        Assert.That(pair.SubjectsIn("Odd"), Has.Count.EqualTo(folders - 1));
        Assert.That(outcome.Failures.Select(failure => failure.Fault), Is.EqualTo(folders == 1 ? new[] { CopyFault.Protocol } : []), string.Join("; ", outcome.Failures));
    }

    [TestCase(5_000)]
    [TestCase(200_000)]
    public async Task CopyAsync_WhenANameIsTooLongToBeRead_ShouldCopyTheOthersAndSayThatOneIsLeftOut(int length)
    {
        await using var pair = new ScriptedPair().WithMessages(2);
        pair.Source.On("LIST", command => ListAsync(command, $"() \"/\" {{{length}}}\r\n{new string('x', length)}"));

        var outcome = await pair.CopyAsync();

        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(2));
        Assert.That(outcome.Failures.Single().Reason, Does.Contain("1 folder in a way that can't be read"));
    }

    [TestCase("NAMESPACE (({6}\r\nINBOX/ \"/\")) NIL NIL")]
    [TestCase("NAMESPACE ((\"\" x)) NIL NIL")]
    [TestCase("NAMESPACE")]
    [TestCase("NAMESPACE ((\"\" \"/\"")]
    public async Task CopyAsync_WhenNamespacesAreToldOddly_ShouldCopy(string response)
    {
        await using var pair = new ScriptedPair().WithMessages(2);
        pair.Source.On("NAMESPACE", async command =>
        {
            await command.UntaggedAsync(response);
            await command.ReplyAsync("OK done");
        });

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(2));
    }

    [TestCase("STATUS INBOX (MESSAGES 3 UIDNEXT 4294967296 UIDVALIDITY 1000)")]
    [TestCase("STATUS INBOX (MESSAGES 3 UIDVALIDITY 1000 UIDNEXT 99999999999999999999)")]
    [TestCase("STATUS \"INBOX (MESSAGES 3")]
    [TestCase("STATUS INBOX (MESSAGES)")]
    [TestCase("STATUS INBOX (MESSAGES x UIDVALIDITY 1000)")]
    [TestCase("STATUS INBOX")]
    [TestCase("STATUS")]
    public async Task CopyAsync_WhenTheStateOfAFolderCantBeRead_ShouldCopy(string response)
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        pair.Source.On("STATUS", async command =>
        {
            await command.UntaggedAsync(response);
            await command.ReplyAsync("OK done");
        });

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(3));
    }

    [TestCase("a}")]
    [TestCase("{5}")]
    [TestCase("a{5}")]
    [TestCase("{5+}")]
    [TestCase("a {3} b")]
    [TestCase("~{3}")]
    [TestCase("{")]
    public async Task CopyAsync_WhenANameLooksLikeALiteral_ShouldCopyTheFolder(string name)
    {
        await using var pair = new ScriptedPair().WithMessages(1);
        pair.Source.Mailbox.Add(name).Add("Message-ID: <odd@x>\r\nSubject: odd\r\n\r\nhello\r\n");

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.Destination.Mailbox.Folders.Sum(folder => folder.Messages.Count), Is.EqualTo(2));
    }

    [TestCase("OK done")]
    [TestCase("OK")]
    [TestCase("OK [CLOSED] done")]
    public async Task CopyAsync_WhenNobodySaysWhetherAFolderCanBeChanged_ShouldCopyAndFollowFlags(string answer)
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        pair.Destination.Mailbox.Inbox.Add("Message-ID: <own@x>\r\nSubject: own\r\n\r\nhello\r\n");
        pair.Source.On("EXAMINE", command => OpenAsync(command, pair.Source, answer));
        pair.Destination.On("SELECT", command => OpenAsync(command, pair.Destination, answer));
        pair.Destination.On("EXAMINE", command => OpenAsync(command, pair.Destination, "OK [READ-WRITE] done"));
        (await pair.CopyAsync()).ShouldSucceed();
        var inbox = pair.Source.Mailbox.Inbox;
        inbox.Replace(inbox.Messages[0] with { Flags = ["\\Flagged"] });

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(4));
        Assert.That(pair.Destination.Mailbox.Inbox.Messages.Count(message => message.Flags.Contains("\\Flagged")), Is.EqualTo(1));
    }

    [Test]
    public async Task CopyAsync_WhenADestinationFolderIsForReadingOnly_ShouldFailThatFolderAlone()
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        pair.Source.Mailbox.Add("Good").Add("Message-ID: <good@x>\r\nSubject: good\r\n\r\nhello\r\n");
        pair.Destination.Mailbox.Inbox.Add("Message-ID: <own@x>\r\nSubject: own\r\n\r\nhello\r\n");
        pair.Destination.On("SELECT", command => command.Arguments[0].Text == "INBOX" ? OpenAsync(command, pair.Destination, "OK [READ-ONLY] done") : command.AnswerByDefaultAsync());

        var outcome = await pair.CopyAsync();

        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        Assert.That(outcome.Failures.Select(failure => (failure.Folder, failure.Fault)), Is.EqualTo(new[] { ("INBOX", CopyFault.DestinationPermission) }));
        Assert.That(outcome.Failures[0].Reason, Does.Contain("for reading only"));
        Assert.That(pair.SubjectsIn("Good"), Has.Count.EqualTo(1));
        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(1));
    }

    private static async Task OpenAsync(ScriptedCommand command, ScriptedImapServer server, string answer)
    {
        var folder = server.Mailbox.Find(command.Arguments[0].Text)!;
        command.Folder = folder;
        await command.UntaggedAsync(@"FLAGS (\Answered \Flagged \Deleted \Seen \Draft)");
        await command.UntaggedAsync($"{folder.Messages.Count} EXISTS");
        await command.UntaggedAsync($"OK [UIDVALIDITY {folder.UidValidity}] valid");
        await command.UntaggedAsync($"OK [UIDNEXT {folder.UidNext}] next");
        await command.ReplyAsync(answer);
    }

    private static async Task ListAsync(ScriptedCommand command, string entry)
    {
        if (command.Arguments[^1].Text is "*")
        {
            await command.UntaggedAsync("LIST () \"/\" INBOX");
            await command.UntaggedAsync($"LIST {entry}");
            await command.ReplyAsync("OK done");
        }
        else
        {
            await command.AnswerByDefaultAsync();
        }
    }

    // One message is told of otherwise.
    private static async Task AnswerAsync(ScriptedPair pair, ScriptedCommand command, uint odd, string items)
    {
        var asked = UidSet.Parse(command.Arguments[0].Text);
        if (!asked.Contains(odd) || (items.StartsWith("BODY", StringComparison.Ordinal) && !command.Text.Contains("BODY.PEEK[]", StringComparison.Ordinal)))
        {
            await command.AnswerByDefaultAsync();
            return;
        }

        var isWhole = items.StartsWith("BODY", StringComparison.Ordinal);
        foreach (var message in pair.Source.Mailbox.Inbox.Messages.Where(message => asked.Contains(message.Uid)))
        {
            var usual = isWhole
                ? $"UID {message.Uid} BODY[] {{{message.Content.Length}}}\r\n{System.Text.Encoding.Latin1.GetString(message.Content)}"
                : $"UID {message.Uid} FLAGS () INTERNALDATE \"{message.InternalDate}\" RFC822.SIZE {message.Content.Length}";
            await command.UntaggedAsync($"{message.Uid} FETCH ({(message.Uid != odd ? usual : isWhole ? $"UID {odd} {items}" : items)})");
        }

        await command.ReplyAsync("OK done");
    }
}
