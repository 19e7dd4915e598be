using System.Diagnostics;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.Infrastructure.IntegrationTests.Polling;
using Hosting.Migrations.MailServers.Faults;
using Npgsql;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Life;

/// <summary>A worker that is asked to end does so within seconds and in good order, whatever goes on just then.</summary>
[NonParallelizable]
[Slow]
public sealed class StopTests
{
    // Five seconds are promised; a busy machine takes its time as well.
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(9);

    private static ReadOnlySpan<byte> NothingRevoked =>
        "<revocation version='1'><revocationDate>2000-01-01T00:00:00Z</revocationDate><key id='5bb1a7c1-6ea2-4b4e-8a4b-2f4a5a1f2a6d' /></revocation>"u8;

    [Test]
    public async Task Worker_WhenItIsStoppedWhileItStarts_ShouldEndWithZero()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 1, messages: 1);
        Directory.CreateDirectory(platform.Keys);
        var pipe = Path.Combine(platform.Keys, "key-of-a-slow-disk.xml");
        using (var make = Process.Start("mkfifo", [pipe]))
        {
            await make.WaitForExitAsync();
        }

        // It reads its keys while it starts, and waits for this one.
        var worker = platform.LaunchWorker();
        await using (var key = await Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write)).WaitAsync(TimeSpan.FromSeconds(60)))
        {
            worker.Signal("TERM");
            File.Delete(pipe);
            await key.WriteAsync(NothingRevoked.ToArray());
        }

        await ShouldEndAsync(worker);
    }

    [Test]
    public async Task Worker_WhenItIsStoppedAsSoonAsItListens_ShouldEndWithZero()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 1, messages: 1);
        var worker = await platform.StartWorkerAsync();

        worker.Signal("TERM");

        await ShouldEndAsync(worker);
    }

    [TestCase(true, TestName = "Worker_WhenItIsStoppedWhileTheDatabaseRefusesIt_ShouldEndWithZeroAndLeaveNothingUndone")]
    [TestCase(false, TestName = "Worker_WhenItIsStoppedWhileTheDatabaseDoesNotAnswer_ShouldEndWithZeroAndLeaveNothingUndone")]
    public async Task Worker_WhenItIsStoppedWithoutADatabase_ShouldEndWithZero(bool isRefused)
    {
        await using var platform = await Platform.StartAsync(mailboxes: 3, messages: 200);
        var database = new NpgsqlConnectionStringBuilder(platform.Database.ConnectionString);
        await using var line = FaultProxy.Start(database.Port);
        database.Port = line.Port;
        platform.Line.Faults.BytesPerSecond = 50_000;
        var worker = await platform.StartWorkerAsync(("ConnectionStrings__Migrations", database.ConnectionString));
        var code = await platform.CreateAsync(new ExecutionPlan(ExecuteNow: true));
        await platform.WaitAsync(
            code,
            migration => migration.Resources.All(resource => resource.FindRun(MigrationStep.FirstExecution) is { Status: RunStatus.Running, Progress.MessagesCopied: > 0 }),
            "copying");

        if (isRefused)
        {
            line.Faults.RefuseNext(int.MaxValue);
            line.CutAll();
        }
        else
        {
            line.Faults.Stall();
        }

        worker.Signal("TERM");
        await ShouldEndInTimeAsync(worker, mayComplain: isRefused);

        line.Faults.RefuseNext(0);
        line.Faults.Resume();
        platform.Line.Faults.BytesPerSecond = null;
        await platform.StartWorkerAsync();
        await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Completed, "completed");
        await platform.ShouldHoldTheSameAsync();
    }

    [Test]
    public async Task Worker_WhenItIsStoppedAndHasNeverReachedTheDatabase_ShouldEndWithZero()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 1, messages: 1);
        var database = new NpgsqlConnectionStringBuilder(platform.Database.ConnectionString);
        await using var line = FaultProxy.Start(database.Port);
        database.Port = line.Port;
        line.Faults.Stall();
        var worker = await platform.StartWorkerAsync(("ConnectionStrings__Migrations", database.ConnectionString));
        await Waiting.ForAsync(() => Task.FromResult(line.Accepted > 0 && worker.Log.Contains("has started", StringComparison.Ordinal)), () => worker.Log);

        worker.Signal("TERM");

        await ShouldEndInTimeAsync(worker);
    }

    private static async Task ShouldEndInTimeAsync(ServiceProcess worker, bool mayComplain = false)
    {
        var clock = Stopwatch.StartNew();
        await ShouldEndAsync(worker, mayComplain);
        TestContext.Out.WriteLine($"ended within {clock.Elapsed.TotalSeconds:0.0} s");
        Assert.That(clock.Elapsed, Is.LessThan(Promised), worker.Log);
    }

    // That the database is away may have been noticed, and said, before the signal came.
    private static async Task ShouldEndAsync(ServiceProcess worker, bool mayComplain = false)
    {
        Assert.That(await worker.WaitForExitAsync(), Is.Zero, worker.Log);
        Assert.That(worker.Log, Does.Not.Contain("crit:").And.Not.Contain("Unhandled"));
        Assert.That(mayComplain || !worker.Log.Contains("fail:", StringComparison.Ordinal), Is.True, worker.Log);
    }
}
