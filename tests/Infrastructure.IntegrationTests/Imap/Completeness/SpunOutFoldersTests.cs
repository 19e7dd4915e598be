using System.Globalization;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Completeness;

/// <summary>Folders that say they hold more messages than anybody can ask for, and show one of them at a time.</summary>
public sealed class SpunOutFoldersTests
{
    // More than any folder holds.
    private const int Incredible = 2_000_000_000;
    private const int Large = 1_000_000;
    private const int FewCommands = 30;

    [Test]
    public async Task CopyAsync_WhenTheSourceSaysItHoldsMoreThanAnyFolder_ShouldSoonCountThemAsMissing()
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        var asked = SpinOut(pair.Source, "EXAMINE", Incredible);

        var outcome = await pair.CopyAsync();

        ShouldBeIncomplete(outcome.Failures.Select(failure => (failure.Fault, failure.Reason)), "does not show");
        Assert.That(asked(), Is.InRange(1, FewCommands));
        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task CopyAsync_WhenTheSourceShowsMessagesOneAtATimeForTooLong_ShouldCountTheOthersAsMissing()
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        SpinOut(pair.Source, "EXAMINE", Large);

        var outcome = await pair.CopyAsync(Engine.With(giveUpAfterSeconds: 2));

        ShouldBeIncomplete(outcome.Failures.Select(failure => (failure.Fault, failure.Reason)), "does not show");
        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationSaysItHoldsMoreThanAnyFolder_ShouldSoonEndThatFolder()
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        var asked = SpinOut(pair.Destination, "SELECT", Incredible);

        var outcome = await pair.CopyAsync();

        ShouldBeIncomplete(outcome.Failures.Select(failure => (failure.Fault, failure.Reason)), "nothing is added to it");
        Assert.That(asked(), Is.InRange(1, FewCommands));
    }

    /// <returns>Tells how often the server has been asked for messages by their positions.</returns>
    private static Func<int> SpinOut(ScriptedImapServer server, string select, int held)
    {
        var asked = 0;
        server.On("STATUS", async command =>
        {
            await command.UntaggedAsync($"STATUS INBOX (MESSAGES {held} UIDNEXT {held + 1} UIDVALIDITY 1000)");
            await command.ReplyAsync("OK done");
        });
        server.On(select, async command =>
        {
            command.Folder = server.Mailbox.Inbox;
            await command.UntaggedAsync($"{held} EXISTS");
            await command.UntaggedAsync("OK [UIDVALIDITY 1000] valid");
            await command.UntaggedAsync($"OK [UIDNEXT {held + 1}] next");
            await command.ReplyAsync(select == "SELECT" ? "OK [READ-WRITE] done" : "OK [READ-ONLY] done");
        });
        server.On("FETCH", async command =>
        {
            if (command.IsUid)
            {
                await command.AnswerByDefaultAsync();
                return;
            }

            asked++;
            var position = command.Arguments[0].Text.Split(':', ',').Max(number => int.Parse(number, CultureInfo.InvariantCulture));
            await command.UntaggedAsync($"{position} FETCH (UID {position})");
            await command.ReplyAsync("OK done");
        });
        return () => asked;
    }

    private static void ShouldBeIncomplete(IEnumerable<(CopyFault Fault, string Reason)> failures, string words) =>
        Assert.That(failures, Has.Some.Matches<(CopyFault Fault, string Reason)>(failure => failure.Fault == CopyFault.Incomplete && failure.Reason.Contains(words, StringComparison.Ordinal)));
}
