using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Killing;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Dovecot;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Life;

/// <summary>A copy by hand and a worker on one machine, which know of one another by nothing but their locks.</summary>
[Slow]
public sealed class CopyByHandTests
{
    private const int Messages = 400;

    [Test]
    public async Task Worker_WhenACopyByHandWritesIntoTheMailbox_ShouldLetItEndWithoutHoldingAPlace()
    {
        using var folder = new TemporaryFolder();
        await using var platform = await Platform.StartAsync(mailboxes: 2, messages: Messages);
        var worker = await platform.StartWorkerAsync(("Workers__PerSourceHost", "1"));
        platform.Line.Faults.BytesPerSecond = 30_000;
        using var copy = Start(platform, folder);
        await Waiting.ForAsync(async () => await RawMailbox.CountAsync(platform.Destination.AccountOf(platform.Users[0]), "INBOX") > 0, () => copy.Errors);
        var code = await platform.CreateAsync(new ExecutionPlan(ExecuteNow: true));
        await Waiting.ForAsync(() => Task.FromResult(worker.Log.Contains("waits with its FirstExecution: `mailbox copy`", StringComparison.Ordinal)), () => worker.Log);

        // The only place for this host is the other mailbox's.
        var meanwhile = await platform.WaitAsync(code, migration => RunOf(migration, 1) is not null, "at work on the other mailbox");
        Assert.That((RunOf(meanwhile, 0), copy.HasExited), Is.EqualTo(((Run?)null, false)));
        platform.Line.Faults.BytesPerSecond = null;

        Assert.That(await copy.FinishAsync(), Does.Contain($"{Messages} copied"));
        var ended = await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Completed, "completed");
        var run = RunOf(ended, 0)!;
        Assert.That((run.Progress.MessagesCopied, run.Progress.MessagesSkipped, run.Attempts), Is.EqualTo((0, Messages, 1)));
        await platform.ShouldHoldTheSameAsync();
    }

    [Test]
    public async Task MailboxCopy_WhenAWorkerWritesIntoTheMailbox_ShouldSayThatItWaitsForIt()
    {
        using var folder = new TemporaryFolder();
        await using var platform = await Platform.StartAsync(mailboxes: 1, messages: Messages);
        await platform.StartWorkerAsync();
        platform.Line.Faults.BytesPerSecond = 30_000;
        var code = await platform.CreateAsync(new ExecutionPlan(ExecuteNow: true));
        await platform.WaitAsync(code, migration => RunOf(migration, 0)?.Progress.MessagesCopied > 0, "copying");

        using var copy = Start(platform, folder);
        await Waiting.ForAsync(() => Task.FromResult(copy.Errors.Contains("waiting: a worker of the service writes into this mailbox", StringComparison.Ordinal)), () => copy.Errors);
        platform.Line.Faults.BytesPerSecond = null;

        Assert.That(await copy.FinishAsync(), Does.Contain($": 0 copied (0.0 MB), {Messages} skipped"));
        await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Completed, "completed");
        await platform.ShouldHoldTheSameAsync();
    }

    private static Run? RunOf(Migration migration, int resource) => migration.Resources[resource].FindRun(MigrationStep.FirstExecution);

    private static CopyProcess Start(Platform platform, TemporaryFolder folder) => CopyProcess.Start(
        native: null,
        new Dictionary<string, string> { ["SOURCE_PASSWORD"] = DovecotUser.DefaultPassword, ["DESTINATION_PASSWORD"] = DovecotUser.DefaultPassword },
        "--source",
        $"imap://{platform.Users[0]}@{DovecotServer.Host}:{platform.Source.Port}",
        "--destination",
        $"imap://{platform.Users[0]}@{DovecotServer.Host}:{platform.Line.Port}",
        "--state",
        folder.PathOf("state.json"));
}
