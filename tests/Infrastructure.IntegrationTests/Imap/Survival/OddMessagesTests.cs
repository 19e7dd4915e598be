using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Survival;

/// <summary>Single messages that one of the servers does not hand out or take; the rest goes on.</summary>
public sealed class OddMessagesTests
{
    [Test]
    public async Task CopyAsync_WhenAMessageIsListedButNotHandedOut_ShouldRecordIt()
    {
        await using var pair = new ScriptedPair().WithMessages(5);
        pair.Source.On("FETCH", command => AnswerWithoutAsync(pair, command, withheld: 3, refusal: null));

        var outcome = await pair.CopyAsync();

        ShouldHaveFailed(outcome, new CopyFailure("INBOX", 3, null, CopyFault.Protocol, "the source lists the message but does not hand it out whole"));
        Assert.That(pair.SubjectsIn("INBOX"), Is.EqualTo(new[] { "message 1", "message 2", "message 4", "message 5" }));
    }

    [Test]
    public async Task CopyAsync_WhenTheSourceRefusesAMessage_ShouldFindAndRecordIt()
    {
        await using var pair = new ScriptedPair().WithMessages(5);
        pair.Source.On("FETCH", command => AnswerWithoutAsync(pair, command, withheld: 3, refusal: "NO The message is damaged"));

        var outcome = await pair.CopyAsync();

        ShouldHaveFailed(outcome, new CopyFailure("INBOX", 3, null, CopyFault.Protocol, "the source refused: NO The message is damaged"));
        Assert.That(pair.SubjectsIn("INBOX"), Is.EqualTo(new[] { "message 1", "message 2", "message 4", "message 5" }));
    }

    [TestCase("NO [CANNOT] the header has 8-bit characters", CopyFault.DestinationRefused, "the destination refused: NO [CANNOT] the header has 8-bit characters", false)]
    [TestCase("NO [CANNOT] the header has 8-bit characters", CopyFault.DestinationRefused, "the destination refused: NO [CANNOT] the header has 8-bit characters", true)]
    [TestCase("NO [TOOBIG] Message size exceeds fixed limit", CopyFault.TooLarge, "the message is larger than the destination takes: NO [TOOBIG] Message size exceeds fixed limit", true)]
    public async Task CopyAsync_WhenTheDestinationRefusesAMessage_ShouldFindAndRecordIt(string answer, CopyFault fault, string reason, bool multiAppend)
    {
        await using var pair = new ScriptedPair().WithMessages(7);
        pair.Destination.Capabilities += multiAppend ? " MULTIAPPEND" : string.Empty;
        pair.Destination.On("APPEND", command => command.Arguments.Any(argument => argument.Text.Contains("hello 4", StringComparison.Ordinal))
            ? command.ReplyAsync(answer)
            : command.AnswerByDefaultAsync());

        var outcome = await pair.CopyAsync();
        var again = await pair.CopyAsync();

        var size = pair.Source.Mailbox.Inbox.Messages[3].Content.Length;
        ShouldHaveFailed(outcome, new CopyFailure("INBOX", 4, "<4@x>", fault, $"{reason} ({size} bytes)"));
        ShouldHaveFailed(again, new CopyFailure("INBOX", 4, "<4@x>", fault, $"{reason} ({size} bytes)"));
        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(6));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationIsFull_ShouldKeepWhatFitsAndEnd()
    {
        await using var pair = new ScriptedPair().WithMessages(6);
        pair.Destination.On("APPEND", command => command.Number > 3 ? command.ReplyAsync(ServerTexts.OverQuota) : command.AnswerByDefaultAsync());

        var outcome = (await pair.CopyAsync()).ShouldEndWith(CopyFault.Quota, "the mailbox at the destination is full", ServerTexts.OverQuota);

        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(3));
        Assert.That((outcome.Done.MessagesTotal, outcome.Done.MessagesCopied, outcome.Done.MessagesMissing), Is.EqualTo((6L, 3L, 3L)));
    }

    [Test]
    public async Task CopyAsync_WhenInternalDatesAreOdd_ShouldCopyAllTheSame()
    {
        await using var pair = new ScriptedPair();
        string[] dates = ["no date at all", "01-Jan-1900 00:00:00 +0000", "31-Dec-2050 23:59:59 +0000", "00-Jan-0000 00:00:00 +0000", " 1-Feb-2024 10:00:00 +0900", ""];
        foreach (var (date, number) in dates.Select((date, number) => (date, number)))
        {
            pair.Source.Mailbox.Inbox.Add($"Subject: date {number}\r\nDate: Mon, 5 Feb 2024 10:00:00 +0100\r\n\r\nx\r\n", date);
        }

        (await pair.CopyAsync()).ShouldSucceed();
        var again = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(again.Done.MessagesCopied, Is.Zero);
        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(dates.Length));

        // A date that can't be read gives way to that of the header.
        var received = pair.Destination.Mailbox.Inbox.Messages.Select(message => message.InternalDate.TrimStart(' ', '0'));
        Assert.That(received, Has.Exactly(3).EqualTo("5-Feb-2024 10:00:00 +0100"));
        Assert.That(received, Has.One.EqualTo("31-Dec-2050 23:59:59 +0000").And.One.EqualTo("1-Feb-2024 10:00:00 +0900").And.One.EqualTo("1-Jan-1900 00:00:00 +0000"));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationTakesNoNewKeywords_ShouldDropAndCountThem()
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Inbox.Add("Subject: tagged\r\n\r\nx\r\n", "01-Jan-2024 12:00:00 +0000", @"\Seen", "$Work", "Known", "Home");
        pair.Destination.Mailbox.Inbox.PermanentFlags = @"\Answered \Flagged \Deleted \Seen \Draft Known";

        var outcome = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(outcome.Notes, Has.One.EqualTo("2 keywords were dropped, since the destination does not take them"));
        Assert.That(pair.Destination.Mailbox.Inbox.Messages[0].Flags, Is.EquivalentTo(new[] { @"\Seen", "Known" }));
    }

    private static async Task AnswerWithoutAsync(ScriptedPair pair, ScriptedCommand command, uint withheld, string? refusal)
    {
        if (!command.Text.Contains("BODY.PEEK[]", StringComparison.Ordinal))
        {
            await command.AnswerByDefaultAsync();
            return;
        }

        var inbox = pair.Source.Mailbox.Inbox;
        var asked = Application.Mailboxes.UidSet.Parse(command.Arguments[0].Text);
        if (refusal is not null && asked.Contains(withheld))
        {
            await command.ReplyAsync(refusal);
            return;
        }

        foreach (var message in inbox.Messages.Where(message => asked.Contains(message.Uid) && message.Uid != withheld))
        {
            await command.UntaggedAsync($"{message.Uid} FETCH (UID {message.Uid} BODY[] {{{message.Content.Length}}}\r\n{System.Text.Encoding.Latin1.GetString(message.Content)})");
        }

        await command.ReplyAsync("OK done");
    }

    private static void ShouldHaveFailed(CopyOutcome outcome, CopyFailure failure)
    {
        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        Assert.That(outcome.Failures, Is.EqualTo(new[] { failure }));
        Assert.That(outcome.Done.MessagesFailed, Is.EqualTo(1));
        TestContext.Out.WriteLine($"{failure.Fault}: {failure.Reason}");
    }
}
