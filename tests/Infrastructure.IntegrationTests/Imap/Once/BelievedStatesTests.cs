using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Once;

/// <summary>What a state says holds only as long as it is about the same messages.</summary>
public sealed class BelievedStatesTests
{
    private static readonly DateTimeOffset Limit = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task CopyAsync_WhenTheDateIsTakenAwayAfterDeletions_ShouldCopyWhatWasLeftOut([Values] bool hasModSeq, [Values] bool again)
    {
        await using var pair = new ScriptedPair();
        var inbox = pair.Source.Mailbox.Inbox;
        foreach (var number in Enumerable.Range(1, 6))
        {
            inbox.Add($"Message-ID: <{number}@x>\r\nSubject: message {number}\r\n\r\nx\r\n", number <= 3 ? "01-Jan-2010 00:00:00 +0000" : "01-Jan-2020 00:00:00 +0000");
        }

        inbox.HighestModSeq = hasModSeq ? 5u : 0;
        AnswerSearch(pair.Source);
        (await CopyAsync(pair, Limit)).ShouldSucceed().ShouldCount(total: 6, copied: 3, leftOut: 3);
        foreach (var uid in Enumerable.Range(4, 3))
        {
            inbox.Remove((uint)uid);
        }

        inbox.HighestModSeq += hasModSeq ? 1u : 0;
        if (again)
        {
            (await CopyAsync(pair, Limit)).ShouldSucceed().ShouldCount(total: 3, leftOut: 3);
        }

        (await CopyAsync(pair, null)).ShouldSucceed().ShouldCount(total: 3, copied: 3);
        (await CopyAsync(pair, null)).ShouldSucceed().ShouldCount(total: 3, there: 3);
        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(6));
    }

    [Test]
    public async Task CopyAsync_WhenTheDateIsMovedBack_ShouldCopyWhatIsWantedNow()
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Inbox.Add("Message-ID: <1@x>\r\nSubject: one\r\n\r\nx\r\n", "01-Jan-2020 00:00:00 +0000");
        pair.Source.Mailbox.Inbox.HighestModSeq = 5;
        pair.Destination.Mailbox.Inbox.Add("Message-ID: <own@x>\r\nSubject: own\r\n\r\nx\r\n");
        AnswerSearch(pair.Source);

        (await CopyAsync(pair, Limit.AddYears(10))).ShouldSucceed().ShouldCount(total: 1, leftOut: 1);
        pair.Source.Mailbox.Add("New folder");
        (await CopyAsync(pair, Limit)).ShouldSucceed().ShouldCount(total: 1, copied: 1);
    }

    [Test]
    public async Task CopyAsync_WhenTheSourceHasNoUidValidity_ShouldTellMessagesByTheirContent()
    {
        await using var pair = new ScriptedPair().WithMessages(5);
        var inbox = pair.Source.Mailbox.Inbox;
        inbox.UidValidity = 0;
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 5, copied: 5);

        // Numbered anew: what had the UIDs 1 and 2 is gone.
        var messages = inbox.Messages;
        foreach (var message in messages)
        {
            inbox.Remove(message.Uid);
        }

        inbox.UidNext = 1;
        foreach (var message in messages.Skip(2))
        {
            inbox.Add(message.Content);
        }

        inbox.Add("Message-ID: <6@x>\r\nSubject: message 6\r\n\r\nhello 6\r\n");
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 4, copied: 1, there: 3);

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(6));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationFolderIsReplacedBeforeFlagsAreStored_ShouldTouchNothingInIt()
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        (await pair.CopyAsync()).ShouldSucceed();
        var source = pair.Source.Mailbox.Inbox;
        source.Replace(source.Messages[0] with { Flags = [@"\Deleted"] });
        var told = pair.Destination.Mailbox.Inbox.UidValidity;
        pair.Destination.On("STATUS", command => command.SendAsync($"* STATUS INBOX (MESSAGES 3 UIDNEXT 4 UIDVALIDITY {told})\r\n{command.Tag} OK done\r\n"));
        pair.Destination.Mailbox.Inbox.UidValidity = told + 1;

        await pair.CopyAsync();

        Assert.That(ScriptedPair.Count(pair.Destination, "STORE"), Is.Zero);
    }

    [Test]
    public async Task CopyAsync_WhenMessagesBeginWithTheirWords_ShouldTellThemApart([Values("\r\n", "\n")] string lineEnd, [Values] bool hasHeader)
    {
        await using var pair = new ScriptedPair();
        var header = hasHeader ? $"Subject: alarm{lineEnd}{lineEnd}" : lineEnd;
        pair.Source.Mailbox.Inbox.Add($"{header}first text{lineEnd}");
        pair.Source.Mailbox.Inbox.Add($"{header}other text{lineEnd}");
        pair.Destination.Mailbox.Inbox.Add($"{header}first text{lineEnd}");

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 2, copied: 1, there: 1);

        Assert.That(pair.Destination.Mailbox.Inbox.Messages.Select(message => System.Text.Encoding.Latin1.GetString(message.Content)), Is.EquivalentTo(new[] { $"{header}first text{lineEnd}", $"{header}other text{lineEnd}" }));
    }

    [Test]
    public async Task CopyAsync_WhenADestinationWithoutUidplusShowsAMessageLate_ShouldStoreItOnce([Values] bool beyondWait)
    {
        await using var pair = new ScriptedPair().WithMessages(6);
        pair.Destination.Capabilities = "IMAP4rev1 SASL-IR AUTH=PLAIN NAMESPACE LITERAL+";
        var inbox = pair.Destination.Mailbox.Inbox;
        var looks = 0;
        inbox.Shows = message => message.Uid != 3 || (!beyondWait && Interlocked.Increment(ref looks) > 4);

        await pair.CopyAsync();
        inbox.Shows = _ => true;
        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(6));
    }

    private static Task<CopyOutcome> CopyAsync(ScriptedPair pair, DateTimeOffset? fromDate) =>
        Engine.Create().CopyAsync(pair.ToCopy(fromDate: fromDate), pair.Progress, CancellationToken.None);

    private static void AnswerSearch(ScriptedImapServer source) => source.On("SEARCH", async command =>
    {
        if (!command.Text.Contains("SINCE ", StringComparison.Ordinal))
        {
            await command.AnswerByDefaultAsync();
            return;
        }

        var year = int.Parse(command.Text.Split("SINCE ")[1].Split('-')[2][..4], System.Globalization.CultureInfo.InvariantCulture);
        var found = source.Mailbox.Inbox.Messages.Where(message => int.Parse(message.InternalDate.Split('-')[2][..4], System.Globalization.CultureInfo.InvariantCulture) >= year);
        await command.UntaggedAsync($"SEARCH {string.Join(' ', found.Select(message => message.Uid))}".TrimEnd());
        await command.ReplyAsync("OK done");
    });
}
