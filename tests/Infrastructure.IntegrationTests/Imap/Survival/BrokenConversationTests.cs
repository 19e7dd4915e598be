using System.Diagnostics;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Survival;

/// <summary>Servers that break off, slow down or stop in the middle of a copy.</summary>
public sealed class BrokenConversationTests
{
    private const int Messages = 12;

    private static readonly string[] Refusals =
    [
        ServerTexts.Throttled, ServerTexts.Limit, ServerTexts.Unavailable, ServerTexts.GmailBandwidth, ServerTexts.ExchangeUnavailable, ServerTexts.ExchangeNotConnected,
        "NO [INUSE] in use", "NO Greylisted, please try again later", "BYE Connection is closed. 13", "BYE Autologout; idle for too long",
    ];

    [TestCaseSource(nameof(Refusals))]
    public Task CopyAsync_WhenTheSourceRefusesAFetchOnce_ShouldGoOn(string answer) => RefuseOnceAsync(pair => pair.Source, "FETCH", answer);

    [TestCaseSource(nameof(Refusals))]
    public Task CopyAsync_WhenTheSourceRefusesToOpenAFolderOnce_ShouldGoOn(string answer) => RefuseOnceAsync(pair => pair.Source, "EXAMINE", answer);

    [TestCase(ServerTexts.Throttled)]
    [TestCase(ServerTexts.Unavailable)]
    [TestCase("NO [INUSE] in use")]
    [TestCase("NO Greylisted, please try again later")]
    [TestCase("BYE Connection is closed. 13")]
    public Task CopyAsync_WhenTheDestinationRefusesAnAppendOnce_ShouldGoOn(string answer) => RefuseOnceAsync(pair => pair.Destination, "APPEND", answer);

    [Test]
    public async Task CopyAsync_WhenTheAnswerToAnAppendIsLost_ShouldNotSendTheMessageAgain()
    {
        await using var pair = new ScriptedPair().WithMessages(Messages);
        pair.Destination.On("APPEND", async command =>
        {
            if (command.Number % 5 == 0)
            {
                var folder = pair.Destination.Mailbox.Inbox;
                folder.Add(System.Text.Encoding.Latin1.GetBytes(command.Arguments[^1].Text), command.Arguments[^2].Text);
                command.Reset();
                return;
            }

            await command.AnswerByDefaultAsync();
        });

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(Messages));
        Assert.That(ScriptedPair.Count(pair.Destination, "APPEND"), Is.EqualTo(Messages));
    }

    [Test]
    public async Task CopyAsync_WhenAKilledProgramsMessagesArriveAfterTheLook_ShouldNotSendTheRestOfThemAgain()
    {
        await using var pair = new ScriptedPair().WithMessages(Messages);
        var inbox = pair.Destination.Mailbox.Inbox;
        pair.Destination.On("APPEND", async command =>
        {
            if (command.Number == 2)
            {
                foreach (var message in pair.Source.Mailbox.Inbox.Messages.Skip(4))
                {
                    inbox.Add(message.Content, message.InternalDate);
                }
            }

            await command.AnswerByDefaultAsync();
        });

        // Between two batches it is looked at what has come in.
        (await pair.CopyAsync(Engine.With(batchMessages: 2))).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(Messages));
    }

    [Test]
    public async Task CopyAsync_WhenAMessageIsCutInTheMiddle_ShouldFetchItAgain()
    {
        await using var pair = new ScriptedPair().WithMessages(Messages);
        var cuts = 0;
        pair.Source.On("FETCH", async command =>
        {
            if (command.Text.Contains("BODY.PEEK[]", StringComparison.Ordinal) && cuts++ < 2)
            {
                await command.SendAsync("* 1 FETCH (UID 1 BODY[] {1000}\r\nSubject: half");
                command.Reset();
                return;
            }

            await command.AnswerByDefaultAsync();
        });

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(Messages).And.None.EqualTo("half"));
    }

    [TestCase(ServerTexts.ExchangeBackOff)]
    [TestCase(ServerTexts.ExchangeBackOffMilliseconds)]
    public async Task CopyAsync_WhenTheServerSaysHowLongToWait_ShouldWaitSoLong(string answer)
    {
        await using var pair = new ScriptedPair().WithMessages(Messages);
        pair.Source.On("EXAMINE", answer, times: 1);
        var watch = Stopwatch.StartNew();

        (await pair.CopyAsync()).ShouldSucceed();

        // A timer counts in ticks of the system's own, and may be some milliseconds early by a finer clock.
        Assert.That(watch.Elapsed, Is.GreaterThan(TimeSpan.FromMilliseconds(1450)));
    }

    [TestCase("AUTHENTICATE")]
    [TestCase("FETCH")]
    public async Task CopyAsync_WhenTheServerDripsForEver_ShouldGiveUp(string name)
    {
        await using var pair = new ScriptedPair().WithMessages(Messages);
        pair.Source.On(name, async command =>
        {
            while (true)
            {
                await command.SendAsync("*");
                await Task.Delay(50);
            }
        });

        (await pair.CopyAsync(Engine.With(idleTimeoutSeconds: 1, giveUpAfterSeconds: 2))).ShouldEndWith(CopyFault.Connect, "did not answer in time");
    }

    // Each answer comes before its own deadline, and nothing of them is mail.
    [Test]
    public async Task CopyAsync_WhenEachAnswerDripsInJustInTimeAndNothingGetsThrough_ShouldGiveUp()
    {
        await using var pair = new ScriptedPair();
        for (var number = 1; number <= 12; number++)
        {
            pair.Source.Mailbox.Add($"Folder {number}").Add("Subject: refused\r\n\r\nhello\r\n");
        }

        pair.Destination.On("APPEND", "NO [CANNOT] not this one");
        pair.Source.On("EXAMINE", async command =>
        {
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(1.2);)
            {
                await command.SendAsync("* OK still here\r\n");
                await Task.Delay(50);
            }

            await command.AnswerByDefaultAsync();
        });

        (await pair.CopyAsync(Engine.With(connections: 1, idleTimeoutSeconds: 1, giveUpAfterSeconds: 1))).ShouldEndWith(CopyFault.Connect, "did not answer in time");

        Assert.That(ScriptedPair.Count(pair.Source, "EXAMINE"), Is.LessThan(12));
    }

    private static async Task RefuseOnceAsync(Func<ScriptedPair, ScriptedImapServer> choose, string name, string answer)
    {
        await using var pair = new ScriptedPair().WithMessages(Messages);
        choose(pair).On(name, async command =>
        {
            if (command.Number > 1)
            {
                await command.AnswerByDefaultAsync();
            }
            else if (answer.StartsWith("BYE", StringComparison.Ordinal))
            {
                await command.UntaggedAsync(answer);
                command.Close();
            }
            else
            {
                await command.ReplyAsync(answer);
            }
        });

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(Messages));
    }
}
