using System.Diagnostics;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Once;

/// <summary>Folders of the destination that their owner uses: mail comes in all the time, or much of it is there.</summary>
public sealed class BusyDestinationTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Test]
    public async Task CopyAsync_WhenMailComesInAllTheTimeAfterABrokenCopy_ShouldGoOnWithoutWaitingForEver()
    {
        await using var pair = new ScriptedPair().WithMessages(12);
        await BreakOffAsync(pair);
        var inbox = pair.Destination.Mailbox.Inbox;
        var number = 0;
        pair.Destination.On("APPEND", command => command.AnswerByDefaultAsync());
        foreach (var name in new[] { "STATUS", "SELECT" })
        {
            pair.Destination.On(name, async command =>
            {
                inbox.Add($"Message-ID: <own-{++number}@y>\r\nSubject: own\r\n\r\nnews\r\n");
                await command.AnswerByDefaultAsync();
            });
        }

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 12, copied: 12);

        Assert.That(pair.SubjectsIn("INBOX").Where(subject => subject != "own").ToList(), Is.Unique.And.Count.EqualTo(12));
    }

    // UIDs that are few in a wide range are found by a search, and asked for some at a time: what one answer tells is held in memory.
    [Test]
    public async Task CopyAsync_WhenTheDestinationHoldsManyMessagesFarApart_ShouldRecogniseThemInParts()
    {
        const int Held = 2100;
        await using var pair = new ScriptedPair();
        var inbox = pair.Destination.Mailbox.Inbox;
        for (var number = 1; number <= Held; number++)
        {
            inbox.SkipUids(9);
            inbox.Add($"Message-ID: <{number}@x>\r\nSubject: {number}\r\n\r\nhello {number}\r\n");
        }

        foreach (var message in inbox.Messages.Where((_, index) => index % 100 == 0))
        {
            pair.Source.Mailbox.Inbox.Add(message.Content, message.InternalDate, message.Flags);
        }

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Held / 100, there: Held / 100);

        Assert.That(inbox.Messages, Has.Count.EqualTo(Held));
        Assert.That(pair.Destination.Commands.Count(command => command.Name == "FETCH" && command.Text.Contains("INTERNALDATE", StringComparison.Ordinal)), Is.EqualTo(2));
    }

    private static async Task BreakOffAsync(ScriptedPair pair)
    {
        using var stop = new CancellationTokenSource();
        pair.Destination.On("APPEND", command => command.StallAsync());
        var copying = pair.CopyAsync(cancellationToken: stop.Token);
        for (var watch = Stopwatch.StartNew(); ScriptedPair.Count(pair.Destination, "APPEND") == 0;)
        {
            Assert.That(watch.Elapsed, Is.LessThan(Deadline), "It does not come so far.");
            await Task.Delay(10, CancellationToken.None);
        }

        await stop.CancelAsync();
        (await copying.WaitAsync(Deadline)).ShouldEndWith(CopyFault.Cancelled, "called off");
    }
}
