using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Faults;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Once;

/// <summary>Destinations that take one message a command, to which several commands are sent at once: each message counts by its own answer.</summary>
public sealed class SeveralAppendsTests
{
    private const int Messages = 12;

    [Test]
    public async Task CopyAsync_WhenOneOfSeveralIsRefused_ShouldStoreTheOthersOnceAndRecordIt([Values("NO not this one", "BAD what is this")] string refusal)
    {
        await using var pair = new ScriptedPair().WithMessages(Messages);
        pair.Destination.On("APPEND", command => Holds(command, 5) ? command.ReplyAsync(refusal) : command.AnswerByDefaultAsync());

        var outcome = await pair.CopyAsync(Engine.With(connections: 1));

        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        Assert.That(outcome.Failures.Select(failure => (failure.Uid, failure.Fault)), Is.EqualTo(new[] { ((uint?)5, CopyFault.DestinationRefused) }));
        outcome.ShouldCount(Messages, copied: Messages - 1, failed: 1);
        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(Messages - 1));
        Assert.That(pair.Destination.Commands.Count(command => command.Name == "APPEND" && !Holds(command, 5)), Is.EqualTo(Messages - 1), "None is sent again.");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task CopyAsync_WhenTheConnectionBreaksAmongThem_ShouldStoreEachOnce(bool isStored)
    {
        await using var pair = new ScriptedPair().WithMessages(Messages);
        pair.Destination.On("APPEND", async command =>
        {
            if (command.Number == 5)
            {
                if (isStored)
                {
                    pair.Destination.Mailbox.Inbox.Add(System.Text.Encoding.Latin1.GetBytes(command.Arguments[^1].Text), command.Arguments[^2].Text);
                }

                command.Reset();
                return;
            }

            await command.AnswerByDefaultAsync();
        });

        (await pair.CopyAsync(Engine.With(connections: 1))).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(Messages));
        Assert.That(ScriptedPair.Count(pair.Destination, "APPEND"), Is.EqualTo(isStored ? Messages : Messages + 1));
    }

    [Test]
    public async Task CopyAsync_WhenItBecomesFullAmongThem_ShouldCountWhatFits()
    {
        await using var pair = new ScriptedPair().WithMessages(Messages);
        pair.Destination.On("APPEND", command => command.Number > 7 ? command.ReplyAsync(ServerTexts.OverQuota) : command.AnswerByDefaultAsync());

        var outcome = (await pair.CopyAsync(Engine.With(connections: 1))).ShouldEndWith(CopyFault.Quota, "is full");

        Assert.That((outcome.Done.MessagesCopied, pair.SubjectsIn("INBOX").Count), Is.EqualTo((7L, 7)));
    }

    // One after the other they would take 30 times as long.
    [Test]
    public async Task CopyAsync_WhenTheDestinationIsFarAway_ShouldNotWaitForEachAnswer()
    {
        await using var pair = new ScriptedPair().WithMessages(60);
        await using var proxy = FaultProxy.Start(pair.Destination.Port, new ProxyFaults { RoundTripTime = TimeSpan.FromMilliseconds(100) });
        var copy = pair.ToCopy();
        copy = copy with { Destination = copy.Destination with { Server = copy.Destination.Server with { Port = proxy.Port } } };
        var watch = System.Diagnostics.Stopwatch.StartNew();

        (await Engine.Create(Engine.With(connections: 1)).CopyAsync(copy, pair.Progress, CancellationToken.None)).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(60));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)));
    }

    private static bool Holds(ScriptedCommand command, int number) => command.Arguments[^1].Text.Contains($"hello {number}\r", StringComparison.Ordinal);
}
