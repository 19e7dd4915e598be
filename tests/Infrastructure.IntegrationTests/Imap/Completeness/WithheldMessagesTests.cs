using System.Globalization;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Completeness;

/// <summary>Servers that say a folder holds more messages than they show.</summary>
public sealed class WithheldMessagesTests
{
    [Test]
    public async Task CopyAsync_WhenFetchShowsFewerMessagesThanTheFolderHolds_ShouldSayHowManyAreMissing()
    {
        await using var pair = new ScriptedPair().WithMessages(25);
        pair.Source.Mailbox.Inbox.Shows = message => message.Uid <= 10;

        var outcome = (await pair.CopyAsync()).ShouldCount(total: 25, copied: 10, missing: 15);

        ShouldBeIncomplete(outcome, "INBOX", "holds 25 messages, but does not show 15");
    }

    [Test]
    public async Task CopyAsync_WhenStatusTellsOfMoreMessagesThanTheFolder_ShouldSayHowManyAreMissing()
    {
        await using var pair = new ScriptedPair().WithMessages(10);
        pair.Source.Mailbox.Inbox.StatusSurplus = 15;

        ShouldBeIncomplete((await pair.CopyAsync()).ShouldCount(total: 25, copied: 10, missing: 15), "INBOX", "does not show 15");
        ShouldBeIncomplete((await pair.CopyAsync()).ShouldCount(total: 25, there: 10, missing: 15), "INBOX", "does not show 15");
    }

    // Below UIDNEXT there are at least as many UIDs as messages; a source may tell what can't be.
    [TestCase(1u)]
    [TestCase(2u)]
    [TestCase(5u)]
    public async Task CopyAsync_WhenUidNextLiesBelowMessages_ShouldCopyAll(uint uidNext)
    {
        await using var pair = new ScriptedPair().WithSparseMessages(6, gap: 3);
        pair.Source.Mailbox.Inbox.UidNext = uidNext;

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 6, copied: 6);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 6, there: 6);
        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(6));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationsUidNextLiesBelowMessagesAndTheStateIsLost_ShouldCopyNothing()
    {
        await using var pair = new ScriptedPair().WithMessages(6);
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Checkpoints.Clear();
        pair.Destination.Mailbox.Inbox.UidNext = 1;

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 6, there: 6);
    }

    [Test]
    public async Task CopyAsync_WhenStatusTellsOfNoMessagesInAFolderThatHasSome_ShouldCopyThem()
    {
        await using var pair = new ScriptedPair().WithMessages(6);
        pair.Source.Mailbox.Inbox.StatusSurplus = -6;

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 6, copied: 6);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 6, there: 6);
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationsStatusTellsOfNoMessagesAndTheStateIsLost_ShouldCopyNothing()
    {
        await using var pair = new ScriptedPair().WithMessages(6);
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Checkpoints.Clear();
        pair.Destination.Mailbox.Inbox.StatusSurplus = -6;

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 6, there: 6);

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(6));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationOpensAFullFolderAsEmptyAndTheStateIsLost_ShouldAddNothing()
    {
        await using var pair = new ScriptedPair().WithMessages(6);
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Checkpoints.Clear();
        pair.Destination.Mailbox.Inbox.ExistsTold = 0;

        ShouldBeIncomplete((await pair.CopyAsync()).ShouldCount(total: 6, failed: 6), "INBOX", "says that it holds 6 messages, but does not show 6");
        pair.Destination.Mailbox.Inbox.ExistsTold = null;

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 6, there: 6);
        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(6));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationOpensAFullFolderAsEmptyOnce_ShouldRecogniseWhatIsThere()
    {
        await using var pair = new ScriptedPair().WithMessages(6);
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Checkpoints.Clear();
        var inbox = pair.Destination.Mailbox.Inbox;
        inbox.ExistsTold = 0;
        pair.Destination.On("SELECT", async command =>
        {
            await command.AnswerByDefaultAsync();
            inbox.ExistsTold = null;
        });

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 6, there: 6);
        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(6));
    }

    [TestCase("EXAMINE", CopyFault.Protocol)]
    [TestCase("SELECT", CopyFault.DestinationProtocol)]
    public async Task CopyAsync_WhenAFolderIsOpenedWithoutItsNumberOfMessages_ShouldFailItAlone(string select, CopyFault fault)
    {
        await using var pair = new ScriptedPair().WithMessages(6);
        pair.Source.Mailbox.Add("Work").Add("Subject: work\r\n\r\nhello\r\n");
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Checkpoints.Clear();
        pair.Source.Mailbox.Inbox.Add("Message-ID: <new@x>\r\nSubject: new\r\n\r\nhello\r\n");
        (select == "SELECT" ? pair.Destination : pair.Source).On(select, command =>
        {
            if (command.Arguments[0].Text != "INBOX")
            {
                return command.AnswerByDefaultAsync();
            }

            command.Folder = null;
            return command.ReplyAsync("OK done");
        });

        var outcome = (await pair.CopyAsync()).ShouldCount(total: 8, there: 1, failed: 7);
        Assert.That(outcome.Failures.Select(failure => (failure.Folder, failure.Fault)), Is.EqualTo(new[] { ("INBOX", fault) }), outcome.Reason);
        Assert.That(outcome.Failures[0].Reason, Does.Contain("without saying how many messages it holds"));
        pair.Source.On(select, command => command.AnswerByDefaultAsync());
        pair.Destination.On(select, command => command.AnswerByDefaultAsync());

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 8, copied: 1, there: 7);
        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(7));
    }

    // Gmail says the first, Dovecot the second, where one of them has been deleted or can't be read.
    [TestCase("NO Some messages could not be FETCHed (Failure)")]
    [TestCase("NO [EXPUNGEISSUED] Some of the requested messages no longer exist")]
    [TestCase("BAD what")]
    public async Task CopyAsync_WhenTheSourceRefusesToTellOfOneMessage_ShouldCopyTheOthers(string refusal)
    {
        await using var pair = new ScriptedPair().WithMessages(40);
        RefuseToTellOf(pair.Source, 23, refusal);

        var outcome = (await pair.CopyAsync()).ShouldCount(total: 40, copied: 39, failed: 1);

        Assert.That(outcome.Failures.Select(failure => (failure.Folder, failure.Uid, failure.Fault)), Is.EqualTo(new[] { ("INBOX", (uint?)23, CopyFault.Protocol) }));
        Assert.That(outcome.Failures[0].Reason, Does.Contain(refusal));
        pair.Source.On("FETCH", command => command.AnswerByDefaultAsync());
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 40, copied: 1, there: 39);
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationRefusesToTellOfOneMessage_ShouldAddNothing()
    {
        await using var pair = new ScriptedPair().WithMessages(40);
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Checkpoints.Clear();
        RefuseToTellOf(pair.Destination, 23, "NO Some messages could not be FETCHed");

        ShouldBeIncomplete((await pair.CopyAsync()).ShouldCount(total: 40, failed: 40), "INBOX", "lists 1 messages of which it tells no more");

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(40));
    }

    [Test]
    public async Task CopyAsync_WhenTheSourceRefusesToTellOfAnything_ShouldNotAskForEachMessage()
    {
        await using var pair = new ScriptedPair().WithMessages(400);
        pair.Source.On("FETCH", "NO not now");

        var outcome = await pair.CopyAsync();

        Assert.That(outcome.Failures.Select(failure => failure.Folder), Is.All.EqualTo("INBOX").And.Not.Empty);
        Assert.That(ScriptedPair.Count(pair.Source, "FETCH"), Is.LessThan(100));
    }

    [Test]
    public async Task CopyAsync_WhenAFolderHoldsMoreThanItSaysWhenItIsOpened_ShouldMissNone()
    {
        await using var pair = new ScriptedPair().WithMessages(6);
        pair.Source.Mailbox.Inbox.ExistsTold = 2;

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 6, copied: 6);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 6, there: 6);
    }

    [TestCase("1:4294967294")]
    [TestCase("1:4294967295")]
    [TestCase("1:4000000000,4000000002:4294967290")]
    public async Task CopyAsync_WhenASearchFindsMoreThanTheFolderHolds_ShouldEndThatFolderAtOnce(string found)
    {
        await using var pair = new ScriptedPair().WithMessages(4);
        pair.Source.Capabilities += " ESEARCH";
        pair.Source.Mailbox.Inbox.Shows = message => message.Uid <= 2;
        pair.Source.On("SEARCH", async command =>
        {
            await command.UntaggedAsync($"ESEARCH (TAG \"{command.Tag}\") UID ALL {found}");
            await command.ReplyAsync("OK done");
        });

        var outcome = await pair.CopyAsync();

        Assert.That(outcome.Failures.Select(failure => failure.Fault), Has.Some.EqualTo(CopyFault.Protocol), outcome.Reason);
        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task CopyAsync_WhenTheSourceTellsAMessageTwice_ShouldCopyItOnce()
    {
        await using var pair = new ScriptedPair().WithMessages(4);
        pair.Source.On("FETCH", async command =>
        {
            if (!command.Text.Contains("BODY", StringComparison.Ordinal))
            {
                await command.UntaggedAsync("2 FETCH (UID 2 FLAGS () INTERNALDATE \"02-Jan-2024 12:00:00 +0000\" RFC822.SIZE 60)");
            }

            await command.AnswerByDefaultAsync();
        });

        Assert.That((await pair.CopyAsync()).Fault, Is.Null);
        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(4));
    }

    [Test]
    public async Task CopyAsync_WhenMessagesWereMissing_ShouldLookForThemAgain()
    {
        await using var pair = new ScriptedPair().WithMessages(25);
        pair.Source.Mailbox.Inbox.Shows = message => message.Uid is <= 5 or > 20;
        await pair.CopyAsync();

        (await pair.CopyAsync()).ShouldCount(total: 25, there: 10, missing: 15);
        pair.Source.Mailbox.Inbox.Shows = _ => true;

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 25, copied: 15, there: 10);
        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(25));
    }

    [Test]
    public async Task CopyAsync_WhenASearchLeavesMessagesOutWithoutAWord_ShouldFindThemOneByOne()
    {
        await using var pair = new ScriptedPair().WithSparseMessages(300, gap: 50);
        pair.Source.On("SEARCH", async command =>
        {
            var found = pair.Source.Mailbox.Inbox.Messages.TakeLast(100).Select(message => message.Uid);
            await command.UntaggedAsync($"SEARCH {string.Join(' ', found)}");
            await command.ReplyAsync("OK done");
        });

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 300, copied: 300);
    }

    [Test]
    public async Task CopyAsync_WhenASearchShowsMessagesThatFetchDoesNot_ShouldCountThemAsMissing()
    {
        await using var pair = new ScriptedPair().WithMessages(6);
        pair.Source.Mailbox.Inbox.Shows = message => message.Uid != 4;
        pair.Source.On("SEARCH", async command =>
        {
            await command.UntaggedAsync("SEARCH 1 2 3 4 5 6");
            await command.ReplyAsync("OK done");
        });

        ShouldBeIncomplete((await pair.CopyAsync()).ShouldCount(total: 6, copied: 5, missing: 1), "INBOX", "does not show 1");
    }

    [TestCase("1:4")]
    [TestCase("9:12")]
    public async Task CopyAsync_WhenMessagesAreDeletedWhileItRuns_ShouldNotMissThem(string deleted)
    {
        await using var pair = new ScriptedPair().WithMessages(12);
        var inbox = pair.Source.Mailbox.Inbox;
        pair.Source.On("FETCH", async command =>
        {
            if (command.Number == 1)
            {
                var ends = deleted.Split(':').Select(uint.Parse).ToList();
                for (var uid = ends[0]; uid <= ends[1]; uid++)
                {
                    inbox.Remove(uid);
                }
            }

            await command.AnswerByDefaultAsync();
        });
        pair.Source.On("NOOP", async command =>
        {
            await command.UntaggedAsync($"{inbox.Messages.Count} EXISTS");
            await command.ReplyAsync("OK done");
        });

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 8, copied: 8);
    }

    [Test]
    public async Task CopyAsync_WhenMessagesArriveWhileItRuns_ShouldLeaveThemToTheNextRun()
    {
        await using var pair = new ScriptedPair().WithMessages(12);
        var inbox = pair.Source.Mailbox.Inbox;
        pair.Source.On("FETCH", async command =>
        {
            if (command.Number == 1)
            {
                // One that goes makes the copy look closer at those that come.
                inbox.Remove(3);
                inbox.Add("Subject: late\r\n\r\nx\r\n");
                inbox.Add("Subject: later\r\n\r\nx\r\n");
            }

            await command.AnswerByDefaultAsync();
        });
        pair.Source.On("NOOP", async command =>
        {
            await command.UntaggedAsync($"{inbox.Messages.Count} EXISTS");
            await command.ReplyAsync("OK done");
        });

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 11, copied: 11);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 13, copied: 2, there: 11);
    }

    [Test]
    public async Task CopyAsync_WhenAnEarlierRunSettledMessagesThatItNeverSaw_ShouldCopyThem()
    {
        await using var pair = new ScriptedPair().WithMessages(30);
        await pair.CopyAsync();
        var known = pair.Checkpoints.Checkpoints.Single();
        await pair.Checkpoints.SaveAsync([known with { Copied = UidMap.Parse("21>1x10"), Unfinished = new UidSet() }], CancellationToken.None);
        foreach (var message in pair.Destination.Mailbox.Inbox.Messages.Skip(10))
        {
            pair.Destination.Mailbox.Inbox.Remove(message.Uid);
        }

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 30, copied: 20, there: 10);
    }

    [Test]
    public async Task CopyAsync_WhenTheConnectionBreaksAtEachCloserLook_ShouldCopyTheOtherFolders()
    {
        await using var pair = new ScriptedPair().WithMessages(5);
        pair.Source.Mailbox.Inbox.Shows = message => message.Uid != 2;
        pair.Source.Mailbox.Add("Other").Add("Subject: other\r\n\r\nx\r\n");
        pair.Source.On("SEARCH", command =>
        {
            command.Reset();
            return Task.CompletedTask;
        });

        var outcome = (await pair.CopyAsync()).ShouldCount(total: 6, copied: 5, failed: 1);

        ShouldBeIncomplete(outcome, "INBOX", "in 3 tries");
    }

    [TestCase("UIDONLY", true)]
    [TestCase("IDLE", false)]
    public async Task CopyAsync_WhenAFolderShowsExactlyTheLimitedView_ShouldFailItByName(string capability, bool isIncomplete)
    {
        await using var pair = new ScriptedPair().WithMessages(10_000);
        pair.Source.Capabilities += $" {capability}";
        pair.Destination.Capabilities += " MULTIAPPEND";

        var outcome = await pair.CopyAsync();

        outcome.ShouldCount(total: 10_000, copied: 10_000);
        if (isIncomplete)
        {
            ShouldBeIncomplete(outcome, "INBOX", "limited view");
        }
        else
        {
            outcome.ShouldSucceed();
        }
    }

    private static void RefuseToTellOf(ScriptedImapServer server, uint uid, string refusal) => server.On("FETCH", command =>
        command.Text.Contains("RFC822.SIZE", StringComparison.Ordinal) && Asks(command.Arguments[0].Text, uid)
            ? command.ReplyAsync(refusal)
            : command.AnswerByDefaultAsync());

    private static bool Asks(string set, uint uid) => set.Split(',').Any(range =>
    {
        var ends = range.Split(':').Select(end => uint.Parse(end, CultureInfo.InvariantCulture)).Order().ToArray();
        return ends[0] <= uid && uid <= ends[^1];
    });

    private static void ShouldBeIncomplete(CopyOutcome outcome, string folder, string words)
    {
        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        Assert.That(outcome.Failures.Select(failure => (failure.Folder, failure.Uid, failure.Fault)), Is.EqualTo(new[] { (folder, (uint?)null, CopyFault.Incomplete) }));
        Assert.That(outcome.Failures[0].Reason, Does.Contain(words));
    }
}
