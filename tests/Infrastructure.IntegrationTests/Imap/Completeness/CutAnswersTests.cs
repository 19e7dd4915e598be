using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Completeness;

/// <summary>Servers that answer for fewer messages than they are asked for, and say nothing of it.</summary>
public sealed class CutAnswersTests
{
    private const int Messages = 40;

    private static readonly string[][] Commands = [["FETCH"], ["SEARCH"], ["FETCH", "SEARCH"]];

    [Test]
    public async Task CopyAsync_WhenTheDestinationCutsItsAnswersAndTheStateIsLost_ShouldCopyNothing(
        [ValueSource(nameof(Commands))] string[] commands, [Values(1, 7, 10, 39)] int most, [Values] bool isChanged)
    {
        await using var pair = new ScriptedPair().WithMessages(Messages);
        var destination = isChanged ? ChangingDestination.All.Single(changing => changing.Name == "adds a field, replaces bytes, ignores dates") : ChangingDestination.All[0];
        destination.Install(pair.Destination, _ => null);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Messages, copied: Messages);
        pair.Checkpoints.Clear();
        pair.Destination.CutsSilently = name => commands.Contains(name) ? most : null;

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Messages, there: Messages);

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(Messages));
    }

    [Test]
    public async Task CopyAsync_WhenAServerRefusesToTellOfUidsThatNoMessageHas_ShouldCopyAll([Values] bool isSource)
    {
        await using var pair = new ScriptedPair().WithSparseMessages(Messages, gap: 700);
        pair.Destination.Mailbox.Inbox.SkipUids(4000);
        for (var number = 0; number < (isSource ? 0 : 1000); number++)
        {
            pair.Destination.Mailbox.Inbox.Add("Subject: the owner's\r\n\r\nx\r\n");
        }

        var server = isSource ? pair.Source : pair.Destination;
        var refused = 0;
        server.On("FETCH", command =>
        {
            var asked = command.IsUid ? UidSet.Parse(command.Arguments[0].Text) : UidSet.Between(1, uint.MaxValue);
            if (server.Mailbox.Inbox.Messages.Any(message => asked.Contains(message.Uid)))
            {
                return command.AnswerByDefaultAsync();
            }

            refused++;
            return command.ReplyAsync("BAD FETCH Failed to parse message set");
        });

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Messages, copied: Messages);

        Assert.That(ScriptedPair.Count(pair.Destination, "APPEND"), Is.EqualTo(Messages));
        Assert.That(isSource || refused > 0, "The destination was never asked for what is not there.");
    }

    // 4 of those copied are gone, and 4 of the new ones are kept back: the folder holds as many messages as are accounted for.
    [Test]
    public async Task CopyAsync_WhenTheSourceKeepsBackAsManyAsWereDeleted_ShouldLookAndCopyThem()
    {
        await using var pair = await CopyWithModSeqAsync();
        for (uint uid = 1; uid <= 4; uid++)
        {
            pair.Source.Mailbox.Inbox.Remove(uid);
        }

        AddNew(pair, 12);
        pair.Source.Mailbox.Inbox.HighestModSeq = 20;
        pair.Source.CutsSilently = name => name == "FETCH" ? 8 : null;

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Messages + 8, copied: 12, there: Messages - 4);
    }

    [Test]
    public async Task CopyAsync_WhenMailHasArrived_ShouldNotSearch()
    {
        await using var pair = await CopyWithModSeqAsync();
        AddNew(pair, 12);
        pair.Source.Mailbox.Inbox.HighestModSeq = 20;

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Messages + 12, copied: 12, there: Messages);

        Assert.That(ScriptedPair.Count(pair.Source, "SEARCH"), Is.Zero);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task CopyAsync_WhenTheDestinationHidesMessages_ShouldAddNothingThere(bool tellsUids)
    {
        await using var pair = new ScriptedPair().WithMessages(Messages);
        pair.Destination.Capabilities = tellsUids ? pair.Destination.Capabilities : "IMAP4rev1 LITERAL+";
        pair.Source.Mailbox.Add("Other").Add("Subject: other\r\n\r\nx\r\n");
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Checkpoints.Clear();
        pair.Destination.Mailbox.Inbox.Shows = message => message.Uid <= 10;

        var outcome = (await pair.CopyAsync()).ShouldCount(total: Messages + 1, there: 1, failed: Messages);

        var failure = outcome.Failures.Single();
        Assert.That((failure.Folder, failure.Fault), Is.EqualTo(("INBOX", CopyFault.Incomplete)));
        Assert.That(failure.Reason, Does.Contain("the folder INBOX at the destination says that it holds 40 messages, but does not show 30 of them"));
        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(Messages));

        pair.Destination.Mailbox.Inbox.Shows = _ => true;
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Messages + 1, there: Messages + 1);
        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(Messages));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationKeepsHeadersBack_ShouldAddNothingThere()
    {
        await using var pair = new ScriptedPair().WithMessages(Messages);
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Checkpoints.Clear();
        var inbox = pair.Destination.Mailbox.Inbox;
        pair.Destination.On("FETCH", command =>
        {
            inbox.Shows = message => !command.Text.Contains("BODY", StringComparison.Ordinal) || message.Uid != 17;
            return command.AnswerByDefaultAsync();
        });

        var outcome = await pair.CopyAsync();

        Assert.That(outcome.Failures.Single().Reason, Does.Contain("lists 1 messages of which it tells no more"));
        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(Messages));
    }

    [Test]
    public async Task CopyAsync_WhenTheOwnerUsesTheDestination_ShouldAskNothingMore()
    {
        await using var pair = new ScriptedPair().WithMessages(Messages);
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Destination.Mailbox.Inbox.Add("Subject: delivered here\r\n\r\nx\r\n");
        pair.Source.Mailbox.Inbox.Add("Message-ID: <new@x>\r\nSubject: new\r\n\r\nx\r\n");

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Messages + 1, copied: 1, there: Messages);

        Assert.That(ScriptedPair.Count(pair.Destination, "SEARCH"), Is.Zero);
    }

    [TestCase(1)]
    [TestCase(10)]
    public async Task CopyAsync_WhenTheSourceCutsItsAnswers_ShouldCopyAll(int most)
    {
        await using var pair = new ScriptedPair().WithMessages(Messages);
        pair.Source.CutsSilently = name => name is "FETCH" or "SEARCH" ? most : null;

        for (var run = 0; run < Messages; run++)
        {
            var outcome = await pair.CopyAsync();
            if (outcome.Done.MessagesMissing == 0)
            {
                outcome.ShouldSucceed();
                break;
            }
        }

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(Messages));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationCutsItsAnswersAndMessagesWereMoved_ShouldCopyNothing()
    {
        await using var pair = new ScriptedPair().WithMessages(Messages);
        var archive = pair.Source.Mailbox.Add("Archive");
        (await pair.CopyAsync()).ShouldSucceed();
        foreach (var message in pair.Source.Mailbox.Inbox.Messages.Take(20))
        {
            archive.Add(message.Content, message.InternalDate);
            pair.Source.Mailbox.Inbox.Remove(message.Uid);
        }

        pair.Destination.CutsSilently = name => name == "FETCH" ? 3 : null;

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Messages, there: Messages);
    }

    private static async Task<ScriptedPair> CopyWithModSeqAsync()
    {
        var pair = new ScriptedPair().WithMessages(Messages);
        pair.Source.Capabilities += " ENABLE CONDSTORE";
        pair.Source.Mailbox.Inbox.HighestModSeq = 5;
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Messages, copied: Messages);
        return pair;
    }

    private static void AddNew(ScriptedPair pair, int count)
    {
        foreach (var number in Enumerable.Range(100, count))
        {
            pair.Source.Mailbox.Inbox.Add($"Message-ID: <{number}@x>\r\nSubject: message {number}\r\n\r\nhello {number}\r\n");
        }
    }
}
