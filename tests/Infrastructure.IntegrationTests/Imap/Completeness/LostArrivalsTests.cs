using System.Collections.Concurrent;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Completeness;

/// <summary>Destinations that say they have stored a message, and have not.</summary>
public sealed class LostArrivalsTests
{
    [Test]
    public async Task CopyAsync_WhenTheDestinationNamesThePlaceOfAnotherMessage_ShouldFailThoseThatAreNotThere([Values] bool hasOwn)
    {
        await using var pair = new ScriptedPair().WithMessages(5);
        var inbox = pair.Destination.Mailbox.Inbox;
        if (hasOwn)
        {
            inbox.Add("Message-ID: <own@x>\r\nSubject: own\r\n\r\nown\r\n");
        }

        AnswerAppend(pair, _ => inbox.Messages.Count == 0, () => 1);

        var stored = hasOwn ? 0 : 1;
        ShouldBeRefused((await pair.CopyAsync()).ShouldCount(total: 5, copied: stored, failed: 5 - stored));
        ShouldBeRefused((await pair.CopyAsync()).ShouldCount(total: 5, there: stored, failed: 5 - stored));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationStoresNothing_ShouldFailAll([Values(1, 4)] int folders)
    {
        await using var pair = new ScriptedPair().WithMessages(5);
        for (var number = 1; number < folders; number++)
        {
            pair.Source.Mailbox.Add($"Folder {number}").Add($"Message-ID: <other{number}@x>\r\n\r\nhello\r\n");
        }

        AnswerAppend(pair, _ => false, () => pair.Destination.Mailbox.Inbox.UidNext++);

        ShouldBeRefused((await pair.CopyAsync()).ShouldCount(total: 4 + folders, failed: 4 + folders));
        ShouldBeRefused((await pair.CopyAsync()).ShouldCount(total: 4 + folders, failed: 4 + folders));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationTakesAwaySome_ShouldCopyThemWithTheNextRun()
    {
        await using var pair = new ScriptedPair().WithMessages(6);
        var inbox = pair.Destination.Mailbox.Inbox;
        AnswerAppend(pair, number => number % 3 != 0, () => inbox.UidNext++);

        ShouldBeRefused((await pair.CopyAsync()).ShouldCount(total: 6, copied: 4, failed: 2));
        pair.Destination.On("APPEND", command => command.AnswerByDefaultAsync());
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 6, copied: 2, there: 4);

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(6));
    }

    [TestCase("NO [OVERQUOTA] full")]
    [TestCase("NO [NOPERM] not for you")]
    [TestCase("NO [UNAVAILABLE] later")]
    public async Task CopyAsync_WhenTheDestinationTakesAwaySomeAndRefusesTheRest_ShouldCopyAllWithTheNextRun(string refusal)
    {
        await using var pair = new ScriptedPair().WithMessages(6);
        var inbox = pair.Destination.Mailbox.Inbox;
        AnswerAppend(pair, number => number % 2 != 0, () => inbox.UidNext++, number => number < 5 ? null : refusal);

        Assert.That((await pair.CopyAsync(Engine.With(giveUpAfterSeconds: 1))).ShouldAddUp().Failures, Is.Not.Empty);
        pair.Destination.On("APPEND", command => command.AnswerByDefaultAsync());
        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(6));
    }

    [Test]
    public async Task CopyAsync_WhenTheRunIsCalledOffBehindALostMessage_ShouldCopyItWithTheNextRun([Values] bool hasMore)
    {
        await using var pair = new ScriptedPair().WithMessages(8);
        var inbox = pair.Destination.Mailbox.Inbox;
        using var end = new CancellationTokenSource();
        var number = 0;
        pair.Destination.On("APPEND", async command =>
        {
            if (Interlocked.Increment(ref number) == 5)
            {
                await end.CancelAsync();
            }

            await (number == 2 ? command.ReplyAsync($"OK [APPENDUID {inbox.UidValidity} {inbox.UidNext++}] done") : command.AnswerByDefaultAsync());
        });

        try
        {
            await pair.CopyAsync(Engine.With(connections: 1, batchMessages: 2), cancellationToken: end.Token);
        }
        catch (OperationCanceledException)
        {
            // It was called off.
        }

        Assert.That((await pair.Checkpoints.LoadAsync(default)).Single().Copied.Contains(2), Is.True, "The test shows nothing otherwise.");
        if (hasMore)
        {
            pair.Source.Mailbox.Inbox.Add("Message-ID: <9@x>\r\nSubject: message 9\r\n\r\nhello 9\r\n");
        }

        pair.Destination.On("APPEND", command => command.AnswerByDefaultAsync());
        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(hasMore ? 9 : 8));
    }

    [Test]
    public async Task CopyAsync_WhenAnotherMessageComesInForOneThatIsLost_ShouldFailTheLostOne([Values] bool hasOwn)
    {
        await using var pair = new ScriptedPair().WithMessages(5);
        var inbox = pair.Destination.Mailbox.Inbox;
        if (hasOwn)
        {
            inbox.Add("Message-ID: <own@x>\r\nSubject: own\r\n\r\nown\r\n");
        }

        AnswerAppend(pair, number => number != 3, () =>
        {
            var place = inbox.UidNext++;
            inbox.Add("Message-ID: <new@x>\r\nSubject: new\r\n\r\nnew\r\n");
            return place;
        });

        ShouldBeRefused((await pair.CopyAsync()).ShouldCount(total: 5, copied: 4, failed: 1));
        pair.Destination.On("APPEND", command => command.AnswerByDefaultAsync());
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 5, copied: 1, there: 4);

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(hasOwn ? 7 : 6));
    }

    [Test]
    public async Task CopyAsync_WhenAnotherMessageComesInForOneThatIsLostAndNoPlaceIsTold_ShouldFailTheLostOne([Values(1, 3)] int others, [Values] bool isChanged)
    {
        await using var pair = new ScriptedPair().WithMessages(5);
        var inbox = pair.Destination.Mailbox.Inbox;
        pair.Destination.Capabilities = pair.Destination.Capabilities.Replace(" UIDPLUS", string.Empty, StringComparison.Ordinal);
        var (number, isOver) = (0, false);
        pair.Destination.On("APPEND", async command =>
        {
            if (Interlocked.Increment(ref number) != 3 || isOver)
            {
                inbox.Add((isChanged ? "X-Stored: by this server\r\n" : "") + command.Arguments[^1].Text, command.Arguments[^2].Text);
            }
            else
            {
                for (var other = 1; other <= others; other++)
                {
                    inbox.Add($"Message-ID: <new{other}@x>\r\nSubject: new {other}\r\n\r\nnew\r\n");
                }
            }

            await command.ReplyAsync("OK done");
        });

        ShouldBeRefused((await pair.CopyAsync()).ShouldCount(total: 5, copied: 4, failed: 1));
        isOver = true;
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 5, copied: 1, there: 4);

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(5 + others));
    }

    [TestCase("NO [CANNOT] not this one")]
    [TestCase("NO refused")]
    [TestCase("BAD no")]
    public async Task CopyAsync_WhenTheDestinationStoresWhatItRefuses_ShouldSendItOnce(string refusal)
    {
        await using var pair = new ScriptedPair().WithMessages(2);
        pair.Source.Mailbox.Inbox.Add("Message-ID: <3@x>\r\nSubject: flagged\r\n\r\nx\r\n", "01-Jan-1960 00:00:00 +0000", @"\Seen", "$Label1");
        pair.Destination.Capabilities += " MULTIAPPEND";
        pair.Destination.On("APPEND", async command =>
        {
            foreach (var message in command.Arguments.Where(argument => argument.IsLiteral).ToList())
            {
                pair.Destination.Mailbox.Inbox.Add(message.Text, command.Arguments[command.Arguments.ToList().IndexOf(message) - 1].Text);
            }

            await command.ReplyAsync(refusal);
        });

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 3, copied: 3);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 3, there: 3);

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(3));
    }

    // A front end whose store is slow: it refuses, and what it has refused is there some questions later.
    [TestCase("NO internal error")]
    [TestCase("NO [UNAVAILABLE] timed out")]
    [TestCase("NO [SERVERBUG] failed")]
    public async Task CopyAsync_WhenTheDestinationStoresLaterWhatItRefuses_ShouldSendItOnce(string refusal)
    {
        await using var pair = new ScriptedPair().WithMessages(5);
        var late = new ConcurrentQueue<string>();
        var asked = 0;
        pair.Destination.Capabilities += " MULTIAPPEND";
        pair.Destination.On("APPEND", async command =>
        {
            foreach (var message in command.Arguments.Where(argument => argument.IsLiteral))
            {
                late.Enqueue(message.Text);
            }

            await command.ReplyAsync(refusal);
        });
        pair.Destination.On("NOOP", ShowAsync).On("SELECT", ShowAsync);

        (await pair.CopyAsync(Engine.With(connections: 1))).ShouldSucceed().ShouldCount(total: 5, there: 5);

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(5));

        Task ShowAsync(ScriptedCommand command)
        {
            if (!late.IsEmpty && Interlocked.Increment(ref asked) % 3 == 0)
            {
                while (late.TryDequeue(out var message))
                {
                    pair.Destination.Mailbox.Inbox.Add(message);
                }
            }

            return command.AnswerByDefaultAsync();
        }
    }

    [Test]
    public async Task CopyAsync_WhenAMessageIsEmpty_ShouldKeepNoOtherOut()
    {
        await using var pair = new ScriptedPair().WithMessages(5);
        pair.Source.Mailbox.Inbox.Add(string.Empty);
        pair.Source.Mailbox.Inbox.Add("Message-ID: <6@x>\r\nSubject: message 6\r\n\r\nhello 6\r\n");
        pair.Destination.Capabilities += " MULTIAPPEND";
        pair.Destination.On("APPEND", command =>
            command.Arguments.Any(argument => argument is { IsLiteral: true, Text.Length: 0 }) ? command.ReplyAsync("OK called off") : command.AnswerByDefaultAsync());

        ShouldBeRefused((await pair.CopyAsync()).ShouldCount(total: 7, copied: 6, failed: 1));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationTellsNoPlaces_ShouldListWhatItHoldsOnce()
    {
        await using var pair = new ScriptedPair().WithMessages(40);
        pair.Destination.Capabilities = pair.Destination.Capabilities.Replace(" UIDPLUS", string.Empty, StringComparison.Ordinal);
        for (var number = 1; number <= 30; number++)
        {
            pair.Destination.Mailbox.Inbox.Add($"Message-ID: <own{number}@x>\r\nSubject: own {number}\r\n\r\nown\r\n");
        }

        (await pair.CopyAsync(Engine.With(connections: 1))).ShouldSucceed().ShouldCount(total: 40, copied: 40);

        Assert.That(pair.Destination.Commands.Count(command => command.Name == "FETCH" && command.Arguments[0].Text.StartsWith("1:", StringComparison.Ordinal)), Is.LessThanOrEqualTo(5));
        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(70));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationKeepsTheSameMessageOnce_ShouldFailTheOther()
    {
        await using var pair = new ScriptedPair().WithMessages(2);
        pair.Source.Mailbox.Inbox.Add(pair.Source.Mailbox.Inbox.Messages[0].Content);
        var inbox = pair.Destination.Mailbox.Inbox;
        AnswerAppend(pair, number => number < 3, () => 1);

        ShouldBeRefused((await pair.CopyAsync()).ShouldCount(total: 3, copied: 2, failed: 1));

        Assert.That(inbox.Messages, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task CopyAsync_WhenOthersComeAndGoAtTheDestinationMeanwhile_ShouldSucceed([Values] bool come)
    {
        await using var pair = new ScriptedPair().WithMessages(4);
        var inbox = pair.Destination.Mailbox.Inbox;
        inbox.Add("Message-ID: <own@x>\r\nSubject: own\r\n\r\nown\r\n");
        pair.Destination.On("APPEND", async command =>
        {
            if (come)
            {
                inbox.Add("Message-ID: <new@x>\r\nSubject: new\r\n\r\nnew\r\n");
            }
            else if (inbox.Messages.Any(message => message.Uid == 1))
            {
                inbox.Remove(1);
            }

            await command.AnswerByDefaultAsync();
        });

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 4, copied: 4);
    }

    [Test]
    public async Task CopyAsync_WhenAllHasBeenStored_ShouldAskOnceForEachFolder()
    {
        await using var pair = new ScriptedPair().WithMessages(300);
        pair.Source.Mailbox.Add("Archive").Add("Message-ID: <other@x>\r\n\r\nhello\r\n");
        pair.Source.Mailbox.Add("Empty");

        (await pair.CopyAsync()).ShouldSucceed();
        var asked = Count();
        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That((asked, Count()), Is.EqualTo((2, 2)), "Only a folder to which something was added is asked about.");

        int Count() => pair.Destination.Commands.Count(command => command.Text.Contains("(MESSAGES UIDNEXT)", StringComparison.Ordinal));
    }

    // The message is stored where it is wanted; the answer names the UID that it has then, or another one.
    private static void AnswerAppend(ScriptedPair pair, Func<int, bool> isStored, Func<uint> place, Func<int, string?>? refuse = null)
    {
        var number = 0;
        pair.Destination.On("APPEND", async command =>
        {
            if (refuse?.Invoke(Interlocked.Increment(ref number)) is { } refusal)
            {
                await command.ReplyAsync(refusal);
            }
            else if (isStored(refuse is null ? Interlocked.Increment(ref number) : number))
            {
                await command.AnswerByDefaultAsync();
            }
            else
            {
                await command.ReplyAsync($"OK [APPENDUID {pair.Destination.Mailbox.Inbox.UidValidity} {place()}] done");
            }
        });
    }

    private static void ShouldBeRefused(CopyOutcome outcome)
    {
        Assert.That(outcome.Failures, Is.Not.Empty.And.All.Matches<CopyFailure>(failure => failure.Fault == CopyFault.DestinationRefused));
        Assert.That(outcome.Failures.Select(failure => failure.Reason), Has.All.Contains("is not in the folder"));
    }
}
