using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.Infrastructure.IntegrationTests.Polling;
using Hosting.Migrations.MailServers.Faults;
using Npgsql;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Life;

/// <summary>What happens to workers, and what it costs: their own runs some time, and nobody any mail.</summary>
[Slow]
public sealed class WorkerFaultTests
{
    [Test]
    public async Task Worker_WhenItIsStoppedInTheMiddle_ShouldHandItsRunsBackUncountedAndEndWithZero()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 3, messages: 400);
        var first = await platform.StartWorkerAsync(("Workers__Lease", "00:05:00"));
        var code = await StartCopyingAsync(platform);

        first.Signal("TERM");
        Assert.That(await first.WaitForExitAsync(), Is.Zero, first.Log);

        var stopped = await platform.ReadAsync(code);
        var runs = stopped.Resources.Select(resource => resource.FindRun(MigrationStep.FirstExecution)).OfType<Run>().ToList();
        Assert.That(runs.Select(run => (run.Crashes, run.IsWaiting || run.Status == RunStatus.Success)), Is.All.EqualTo((0, true)));
        Assert.That(first.Log, Does.Not.Contain("fail:").And.Not.Contains("has crashed"));

        platform.Line.Faults.BytesPerSecond = null;
        await platform.StartWorkerAsync(("Workers__Lease", "00:05:00"));
        await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Completed, "completed");
        await platform.ShouldHoldTheSameAsync();
    }

    [Test]
    public async Task Workers_WhenOneIsFrozenPastItsLease_ShouldGoOnWithoutItAndCopyNothingTwice()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 4, messages: 300);
        var frozen = await platform.StartWorkerAsync();
        var code = await StartCopyingAsync(platform);

        frozen.Signal("STOP");
        platform.Line.Faults.BytesPerSecond = null;
        await platform.StartWorkerAsync();
        await platform.WaitAsync(
            code,
            migration => migration.Resources.Any(resource => resource.FindRun(MigrationStep.FirstExecution) is { Attempts: > 1, Progress.MessagesCopied: > 0 }),
            "taken up by the other worker");
        frozen.Signal("CONT");

        await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Completed, "completed");
        await platform.ShouldHoldTheSameAsync();
    }

    [Test]
    public async Task Worker_WhenTheDatabaseIsAwayForLongerThanTheLease_ShouldGoOnWithoutACrash()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 3, messages: 300);
        var database = new NpgsqlConnectionStringBuilder(platform.Database.ConnectionString);
        await using var line = FaultProxy.Start(database.Port);
        database.Port = line.Port;
        var worker = await platform.StartWorkerAsync(("ConnectionStrings__Migrations", database.ConnectionString));
        var code = await StartCopyingAsync(platform);

        line.Faults.RefuseNext(int.MaxValue);
        line.CutAll();
        await WaitAsync(() => worker.Log.Contains("runs stop for now", StringComparison.Ordinal), worker);
        Assert.That(worker.Log.Split("The database can't be used just now: "), Has.Length.EqualTo(2), worker.Log);
        line.Faults.RefuseNext(0);
        platform.Line.Faults.BytesPerSecond = null;

        var ended = await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Completed, "completed");
        Assert.That(ended.Resources.Select(resource => resource.FindRun(MigrationStep.FirstExecution)!.Crashes), Is.All.Zero);
        await platform.ShouldHoldTheSameAsync();
    }

    [Test]
    public async Task Worker_WhenItHasOtherKeys_ShouldTakeNoWorkAndLeaveItToOthers()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 2, messages: 5);
        using var otherKeys = new TemporaryFolder();
        var code = await platform.CreateAsync(new ExecutionPlan(ExecuteNow: true));

        var wrong = await platform.StartWorkerAsync(("Secrets__KeyFolder", otherKeys.PathOf("keys")));
        await WaitAsync(() => wrong.Log.Contains("takes neither work nor passwords", StringComparison.Ordinal), wrong);
        using var client = platform.CreateClient();
        using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.That((int)ready.StatusCode, Is.EqualTo(503));
        Assert.That((await platform.ReadAsync(code)).Resources.Select(resource => resource.Status), Is.All.EqualTo(ResourceStatus.Pending));

        await platform.StartWorkerAsync();
        var ended = await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Completed, "completed");
        Assert.That(ended.Resources.SelectMany(resource => resource.Runs).Select(run => run.Attempts), Is.All.EqualTo(1));
        await platform.ShouldHoldTheSameAsync();
    }

    /// <summary>Begins a migration, so slowly that it does not come to its end by itself.</summary>
    private static async Task<string> StartCopyingAsync(Platform platform)
    {
        platform.Line.Faults.BytesPerSecond = 50_000;
        var code = await platform.CreateAsync(new ExecutionPlan(ExecuteNow: true));
        await platform.WaitAsync(
            code,
            migration => migration.Resources.Any(resource => resource.FindRun(MigrationStep.FirstExecution) is { Status: RunStatus.Running, Progress.MessagesCopied: > 0 }),
            "copying");
        return code;
    }

    private static Task WaitAsync(Func<bool> isThere, ServiceProcess worker) => Waiting.ForAsync(() => Task.FromResult(isThere()), () => worker.Log);
}
