using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Once;

/// <summary>Destinations whose UIDVALIDITY changes during a copy: since something was added, as GNU imap4d's does, or since the folder is another one.</summary>
public sealed class ChangingValidityTests
{
    private const int Messages = 600;

    // Each new connection selects the folder anew.
    private const int CutEach = 70;

    [TestCase(true)]
    [TestCase(false)]
    public async Task CopyAsync_WhenEachMessageThatIsAddedChangesIt_ShouldCopyAllOnceOverCutsAndKills(bool tellsUids)
    {
        await using var pair = new ScriptedPair().WithMessages(Messages);
        var (killed, left) = (new CancellationTokenSource(), 0);
        var store = new LaggingCheckpointStore(pair.Checkpoints);
        pair.Destination.Capabilities = tellsUids ? pair.Destination.Capabilities : "IMAP4rev1 LITERAL+";
        pair.Destination.On("APPEND", async command =>
        {
            var inbox = pair.Destination.Mailbox.Inbox;
            inbox.UidValidity++;
            if (Interlocked.Decrement(ref left) == 0)
            {
                store.IsDead = true;
                await killed.CancelAsync();
            }

            if (command.Number % CutEach == 0)
            {
                command.Close();
                return;
            }

            await command.AnswerByDefaultAsync();
        });

        foreach (var kill in (int[])[100, 150, 200, int.MaxValue])
        {
            using var next = new CancellationTokenSource();
            (killed, left, store) = (next, kill, new LaggingCheckpointStore(pair.Checkpoints));
            var outcome = await Engine.Create(Engine.With(batchMessages: 1)).CopyAsync(pair.ToCopy() with { Checkpoints = store }, pair.Progress, next.Token);
            if (kill == int.MaxValue)
            {
                outcome.ShouldSucceed();
            }
        }

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(Messages));
    }

    [Test]
    public async Task CopyAsync_WhenTheFolderIsReplaced_ShouldSayItAndCopyAllWithTheNextRun()
    {
        const int Before = 10;
        await using var pair = new ScriptedPair().WithMessages(40);
        pair.Destination.Capabilities = "IMAP4rev1 LITERAL+";
        var inbox = pair.Destination.Mailbox.Inbox;
        pair.Destination.On("APPEND", async command =>
        {
            if (command.Number == Before)
            {
                foreach (var message in inbox.Messages)
                {
                    inbox.Remove(message.Uid);
                }

                (inbox.UidValidity, inbox.UidNext) = (inbox.UidValidity + 1, 1);
                command.Close();
                return;
            }

            await command.AnswerByDefaultAsync();
        });

        var replaced = await pair.CopyAsync(Engine.With(batchMessages: 1));
        var again = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(replaced.Failures.Select(failure => failure.Fault), Is.EqualTo(new[] { CopyFault.DestinationRefused }));
        Assert.That(replaced.Failures[0].Reason, Does.Contain("the folder was replaced at the destination"));
        Assert.That(again.Done.MessagesCopied, Is.EqualTo(40));
        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(40));
    }
}
