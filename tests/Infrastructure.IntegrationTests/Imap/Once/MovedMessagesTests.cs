using System.Globalization;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Once;

/// <summary>Messages that their owner moves at the source between two passes.</summary>
public sealed class MovedMessagesTests
{
    private static IReadOnlyList<ChangingDestination> Destinations => ChangingDestination.All;

    [TestCaseSource(nameof(Destinations))]
    public async Task CopyAsync_WhenMessagesWereMoved_ShouldNotCopyThemAgain(object destination)
    {
        await using var pair = await CopyTenAsync((ChangingDestination)destination);
        Move(pair, "INBOX", "Archive", 1, 3, 5, 7, 9);

        var second = (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 10, there: 10);

        Assert.That(second.Notes, Has.Some.Contains("5 messages were moved"));
        Assert.That(ScriptedPair.Count(pair.Source, "SELECT"), Is.Zero, "The source is only read.");
        Assert.That(CountAtDestination(pair), Is.EqualTo(10));
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 10, there: 10);
        Assert.That(CountAtDestination(pair), Is.EqualTo(10));
    }

    [Test]
    public async Task CopyAsync_WhenMessagesWereMovedTwice_ShouldKnowThemStill()
    {
        await using var pair = await CopyTenAsync();
        Move(pair, "INBOX", "Archive", 1, 2);
        await pair.CopyAsync();
        Move(pair, "Archive", "Work", 1, 2);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 10, there: 10);

        Assert.That(CountAtDestination(pair), Is.EqualTo(10));
    }

    [Test]
    public async Task CopyAsync_WhenAMovedMessageIsCopiedLater_ShouldCopyThat()
    {
        await using var pair = await CopyTenAsync();
        Move(pair, "INBOX", "Archive", 1);
        await pair.CopyAsync();
        pair.Source.Mailbox.Find("Work")!.Add(pair.Source.Mailbox.Find("Archive")!.Messages[0].Content);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 11, copied: 1, there: 10);
    }

    [Test]
    public async Task CopyAsync_WhenMessagesWereCopiedByTheirOwner_ShouldCopyThemToo()
    {
        await using var pair = await CopyTenAsync();
        foreach (var message in pair.Source.Mailbox.Inbox.Messages.Take(5))
        {
            pair.Source.Mailbox.Find("Archive")!.Add(message.Content, message.InternalDate);
        }

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 15, copied: 5, there: 10);
    }

    [Test]
    public async Task CopyAsync_WhenOneWasMovedAndAnotherArrived_ShouldCopyTheOther()
    {
        await using var pair = await CopyTenAsync();
        Move(pair, "INBOX", "Archive", 4);
        pair.Source.Mailbox.Find("Archive")!.Add("Message-ID: <other@x>\r\nSubject: message 4\r\n\r\nhello 4\r\n");
        pair.Source.Mailbox.Inbox.Add("Message-ID: <11@x>\r\nSubject: message 11\r\n\r\nhello 11\r\n");

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 12, copied: 2, there: 10);
    }

    [Test]
    public async Task CopyAsync_WhenADraftTookThePlaceOfAnEarlierOne_ShouldCopyIt()
    {
        await using var pair = await CopyTenAsync();
        pair.Source.Mailbox.Inbox.Remove(2);
        pair.Source.Mailbox.Inbox.Add("Message-ID: <2@x>\r\nSubject: message 2\r\n\r\nother words\r\n");

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 10, copied: 1, there: 9);
    }

    [Test]
    public async Task CopyAsync_WhenTheFolderThatTheyWereInIsGone_ShouldNotCopyThemAgain()
    {
        await using var pair = new ScriptedPair();
        var old = pair.Source.Mailbox.Add("Old");
        pair.Source.Mailbox.Add("New").UidValidity = 7;
        old.Add("Message-ID: <1@x>\r\nSubject: one\r\n\r\nhello\r\n");
        await pair.CopyAsync();
        pair.Source.Mailbox.Find("New")!.Add(old.Messages[0].Content);
        pair.Source.Mailbox.Remove("Old");

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 1, there: 1);
    }

    [Test]
    public async Task CopyAsync_WhenAllWereMovedAndTheFolderWasMadeAnew_ShouldNotCopyThemAgain([Values] bool hasMail)
    {
        await using var pair = await CopyTenAsync();
        Move(pair, "INBOX", "Work", 1, 2, 3, 4);
        pair.Checkpoints.Clear();
        pair.Destination.Mailbox.Inbox.Messages.ToList().ForEach(message => pair.Destination.Mailbox.Inbox.Remove(message.Uid));
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Source.Mailbox.Add("Job").UidValidity = 50;
        Move(pair, "Work", "Job", 1, 2, 3, 4);
        pair.Source.Mailbox.Remove("Work");
        pair.Source.Mailbox.Add("Work").UidValidity = 51;
        if (hasMail)
        {
            pair.Source.Mailbox.Find("Work")!.Add("Message-ID: <new@x>\r\nSubject: new\r\n\r\nsome other words\r\n", "07-Jul-2025 12:00:00 +0000");
        }

        (await pair.CopyAsync()).ShouldSucceed();
        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(CountAtDestination(pair), Is.EqualTo(hasMail ? 11 : 10));
    }

    [Test]
    public async Task CopyAsync_WhenMessagesWereMovedFromAFolderWhoseUidValidityHasChanged_ShouldNotCopyThemAgain([Values(4u, 10u)] uint moved)
    {
        await using var pair = new ScriptedPair();
        for (var number = 1; number <= 10; number++)
        {
            pair.Source.Mailbox.Inbox.Add(
                $"Message-ID: <{number}@x>\r\nSubject: message {number}\r\n\r\n{new string('x', number)}\r\n", string.Create(CultureInfo.InvariantCulture, $"{number:00}-Jan-2025 12:00:00 +0000"));
        }

        pair.Source.Mailbox.Add("Work");
        (await pair.CopyAsync()).ShouldSucceed();
        Move(pair, "INBOX", "Work", [.. Enumerable.Range(1, (int)moved).Select(uid => (uint)uid)]);
        pair.Source.Mailbox.Inbox.UidValidity++;

        (await pair.CopyAsync()).ShouldSucceed();
        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(CountAtDestination(pair), Is.EqualTo(10));
    }

    [Test]
    public async Task CopyAsync_WhenMessagesOfOneMomentAndSizeWereMovedFromAFolderWhoseUidValidityHasChanged_ShouldNotCopyThemAgain([Values] bool isMadeAnew)
    {
        await using var pair = await CopyTenAsync();
        Move(pair, "INBOX", "Work", isMadeAnew ? [.. Enumerable.Range(1, 10).Select(uid => (uint)uid)] : [1, 2, 3, 4]);
        pair.Source.Mailbox.Inbox.UidValidity++;
        if (isMadeAnew)
        {
            pair.Source.Mailbox.Inbox.Add("Message-ID: <0@x>\r\nSubject: message 0\r\n\r\nhello 0\r\n");
        }

        (await pair.CopyAsync()).ShouldSucceed();
        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(CountAtDestination(pair), Is.EqualTo(isMadeAnew ? 11 : 10));
    }

    [Test]
    public async Task CopyAsync_WhenAUidValidityHasChangedAndTheOwnerCopiedAMessage_ShouldCopyThatToo([Values] bool changesIds)
    {
        await using var pair = await CopyTenAsync(changesIds ? ChangingDestination.All.Single(destination => destination.Name == "rewrites Message-IDs") : null);
        var message = pair.Source.Mailbox.Inbox.Messages[3];
        pair.Source.Mailbox.Inbox.UidValidity++;
        pair.Source.Mailbox.Add("Job").Add(message.Content, message.InternalDate);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 11, copied: 1, there: 10);
    }

    [Test]
    public async Task CopyAsync_WhenAFolderRefusesToTellItsState_ShouldCopyWhatIsNewInOthers([Values] bool isOpened)
    {
        await using var pair = await CopyTenAsync();
        pair.Source.Mailbox.Find("Work")!.Add("Message-ID: <w@x>\r\nSubject: in Work\r\n\r\nhello\r\n");
        (await pair.CopyAsync()).ShouldSucceed();
        foreach (var verb in isOpened ? new[] { "STATUS" } : ["STATUS", "EXAMINE"])
        {
            pair.Source.On(verb, command => command.Text.Contains("Work", StringComparison.Ordinal)
                ? command.ReplyAsync("NO Mailbox doesn't exist: Work") : command.AnswerByDefaultAsync());
        }

        pair.Source.Mailbox.Inbox.Add("Message-ID: <new@x>\r\nSubject: new\r\n\r\nhello\r\n");
        pair.Source.Mailbox.Find("Archive")!.Add("Message-ID: <other@x>\r\nSubject: other\r\n\r\nhello\r\n");

        var outcome = await pair.CopyAsync();

        Assert.That(outcome.Failures.Select(failure => failure.Folder), Is.EqualTo(isOpened ? [] : new[] { "Work" }));
        Assert.That(outcome.Done.MessagesCopied, Is.EqualTo(2));
        Assert.That(CountAtDestination(pair), Is.EqualTo(13));
    }

    [Test]
    public async Task CopyAsync_WhenMessagesWereMovedOnARealServer_ShouldNotCopyThemAgain()
    {
        await using var pair = await MailboxPair.StartAsync();
        await pair.Source.SeedAsync("anna", Mailboxes.OneFolder(10));
        (await pair.CopyAsync()).ShouldSucceed();
        await RawMailbox.RunAsync(pair.SourceAccount, "CREATE Archived", "SELECT INBOX", "MOVE 2:6 Archived");

        var second = (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 10, there: 10);

        Assert.That(second.Notes, Has.Some.Contains("5 messages were moved"));
        Assert.That(await RawMailbox.CountAsync(pair.DestinationAccount, "INBOX"), Is.EqualTo(10));
        Assert.That(await RawMailbox.CountAsync(pair.DestinationAccount, "Archived"), Is.Zero);
    }

    private static async Task<ScriptedPair> CopyTenAsync(ChangingDestination? destination = null)
    {
        var pair = new ScriptedPair().WithMessages(10);
        pair.Source.Mailbox.Add("Archive");
        pair.Source.Mailbox.Add("Work");
        (destination ?? ChangingDestination.All[0]).Install(pair.Destination, _ => null);
        (await pair.CopyAsync()).ShouldSucceed();
        return pair;
    }

    private static void Move(ScriptedPair pair, string from, string to, params uint[] uids)
    {
        var (old, other) = (pair.Source.Mailbox.Find(from)!, pair.Source.Mailbox.Find(to)!);
        foreach (var message in old.Messages.Where(message => uids.Contains(message.Uid)))
        {
            other.Add(message.Content, message.InternalDate, message.Flags);
            old.Remove(message.Uid);
        }
    }

    private static int CountAtDestination(ScriptedPair pair) => pair.Destination.Mailbox.Folders.Sum(folder => folder.Messages.Count);
}
