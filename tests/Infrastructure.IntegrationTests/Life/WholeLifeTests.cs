using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.Persistence;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Seeding;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Life;

/// <summary>Migrations from their creation to their end, by workers that are processes of their own.</summary>
[Slow]
public sealed class WholeLifeTests
{
    [Test]
    public async Task Workers_WhenOneIsKilledInTheMiddle_ShouldStillCopyEveryMailboxOnce()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 20, messages: 400);
        var first = await platform.StartWorkerAsync(("Workers__PerSourceHost", "8"), ("Workers__MailboxesAtOnce", "4"));
        await platform.StartWorkerAsync(("Workers__PerSourceHost", "8"), ("Workers__MailboxesAtOnce", "4"));
        platform.Line.Faults.BytesPerSecond = 400_000;
        var code = await platform.CreateAsync(new ExecutionPlan(ExecuteNow: true));

        var (mostAtOnce, isInTheMiddle) = (0, false);
        while (!isInTheMiddle)
        {
            await platform.WaitAsync(
                code,
                migration => (mostAtOnce = Math.Max(mostAtOnce, migration.Resources.Count(resource => resource.IsRunning))) >= 0
                    && migration is { Status: MigrationStatus.Running } && migration.Resources.Count(resource => resource.FindRun(MigrationStep.FirstExecution)?.Status == RunStatus.Success) >= 3,
                "in the middle of its first execution");
            isInTheMiddle = await platform.IsBusyAsync(first);
        }

        first.Kill();
        platform.Line.Faults.BytesPerSecond = null;

        var ended = await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Completed, "completed");
        Assert.That(mostAtOnce, Is.InRange(2, 8), "The limit for a source host counts over all workers.");
        Assert.That(ended.Resources.Sum(resource => resource.FindRun(MigrationStep.FirstExecution)!.Attempts), Is.GreaterThan(20), "Nothing was taken up again.");
        Assert.That(ended.Resources.Select(resource => resource.SealedPassword), Is.All.Not.Null, "They are kept for a third delta.");
        await platform.ShouldHoldTheSameAsync();
    }

    [Test]
    public async Task Workers_WhenTwoMigrationsFillTheSameMailbox_ShouldWriteIntoItOneAfterTheOther()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 1, messages: 450);

        // Long enough that no worker is taken for dead on a busy machine.
        var patient = ("Workers__Lease", "00:05:00");
        await platform.StartWorkerAsync(patient);
        await platform.StartWorkerAsync(patient);
        platform.Line.Faults.BytesPerSecond = 50_000;
        var codes = new List<string> { await platform.CreateAsync(new ExecutionPlan(ExecuteNow: true)) };
        await platform.WaitAsync(codes[0], migration => RunOf(migration)?.Progress.MessagesCopied > 0, "copying");

        codes.Add(await platform.CreateAsync(new ExecutionPlan(ExecuteNow: true), spell: user => user.ToUpperInvariant()));
        codes.Add(await platform.CreateAsync(new ExecutionPlan(ExecuteNow: true), spell: user => $"{user}."));
        foreach (var code in codes)
        {
            await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Running, "running");
        }

        Assert.That((await RunsAsync()).Select(run => run?.Status), Is.EqualTo(new RunStatus?[] { RunStatus.Running, null, null }));
        platform.Line.Faults.BytesPerSecond = null;
        foreach (var code in codes)
        {
            await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Completed, "completed");
        }

        var runs = (await RunsAsync()).Select(run => run!).ToList();
        Assert.That(runs.Select(run => run.Progress.MessagesCopied).Order(), Is.EqualTo(new[] { 0L, 0L, 450L }));
        Assert.That(runs.Select(run => run.Progress.MessagesSkipped).Order(), Is.EqualTo(new[] { 0L, 450L, 450L }));
        Assert.That(runs.Select(run => (run.Crashes, run.Attempts)), Is.All.EqualTo((0, 1)));
        await platform.ShouldHoldTheSameAsync();

        Run? RunOf(Migration migration) => migration.Resources[0].FindRun(MigrationStep.FirstExecution);

        async Task<List<Run?>> RunsAsync()
        {
            var migrations = new List<Migration>();
            foreach (var code in codes)
            {
                migrations.Add(await platform.ReadAsync(code));
            }

            return [.. migrations.Select(RunOf)];
        }
    }

    [Test]
    public async Task Worker_WhenASecondExecutionIsPlanned_ShouldCopyWhatHasArrivedSince()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 2, messages: 50);
        await platform.StartWorkerAsync();
        var code = await platform.CreateAsync(new ExecutionPlan(SecondExecutionDate: DateTimeOffset.UtcNow.AddDays(1), ExecuteNow: true));
        await platform.WaitAsync(code, migration => migration.State == new MigrationState(MigrationStatus.Scheduled, MigrationStep.SecondExecution), "waiting for the second execution");
        await MailboxDelta.ApplyAsync(platform.Source.AccountOf(platform.Users[0]), newMessages: 30, changedFlags: 5, seed: 7);

        await platform.ChangeAsync(code, migration => migration.ForceExecution(Execution.Second, DateTimeOffset.UtcNow));

        var ended = await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Completed, "completed");
        Assert.That(ended.Resources[0].FindRun(MigrationStep.SecondExecution)!.Progress.MessagesCopied, Is.EqualTo(30));
        await platform.ShouldHoldTheSameAsync();
    }

    [Test]
    public async Task Worker_WhenEveryLoginIsRefused_ShouldFailTheMigrationWithTheReason()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 2, messages: 1);
        const string password = "wrong-password-7d1";
        var worker = await platform.StartWorkerAsync(("Logging__LogLevel__Default", "Trace"));
        var code = await platform.CreateAsync(new ExecutionPlan(ExecuteNow: true), password);

        var ended = await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Failed, "failed");

        Assert.That(ended.State, Is.EqualTo(new MigrationState(MigrationStatus.Failed, MigrationStep.TestRun)));
        Assert.That(ended.Resources.Select(resource => resource.FindRun(MigrationStep.TestRun)!.Fault), Is.All.EqualTo(CopyFault.Auth));
        Assert.That(worker.Log, Does.Contain(code).And.Not.Contains(password).And.Not.Contains(DovecotServer.MasterPassword));
        Assert.That(await platform.DumpDatabaseAsync(), Does.Contain(code).And.Not.Contains(password).And.Not.Contains(DovecotServer.MasterPassword));
    }

    [Test]
    public async Task Worker_WhenItWasDownOverTheDueTime_ShouldRunItLate()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 1, messages: 10);
        var worker = await platform.StartWorkerAsync();
        var code = await platform.CreateAsync(new ExecutionPlan(DateTimeOffset.UtcNow.AddDays(1)));
        await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Scheduled, "scheduled");
        worker.Kill();

        // The due time passes while nobody works, without a test that waits for it.
        await platform.Database.InScopeAsync<MigrationsDbContext>(context => context.Migrations.ExecuteUpdateAsync(
            update => update.SetProperty(migration => migration.FirstExecutionDate, DateTimeOffset.UtcNow.AddHours(-1))));
        Assert.That((await platform.ReadAsync(code)).IsLate(DateTimeOffset.UtcNow), Is.True);

        await platform.StartWorkerAsync();

        await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Completed, "completed");
    }

    [Test]
    public async Task Cancel_WhenRunsAreUnderWay_ShouldEndTheMigrationBeforeTheyAreDone()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 3, messages: 500);
        await platform.StartWorkerAsync(("Workers__PerSourceHost", "1"));
        platform.Line.Faults.BytesPerSecond = 200_000;
        var code = await platform.CreateAsync(new ExecutionPlan(ExecuteNow: true));
        await platform.WaitAsync(
            code,
            migration => migration.Resources.Any(resource => resource.FindRun(MigrationStep.FirstExecution) is { Status: RunStatus.Running, Progress.MessagesCopied: > 0 }),
            "copying");

        // As slow as it is from here on, no run comes to its end by itself.
        platform.Line.Faults.BytesPerSecond = 1_000;
        await platform.ChangeAsync(code, migration => migration.Cancel(DateTimeOffset.UtcNow));

        var ended = await platform.WaitAsync(code, migration => migration.Status is not MigrationStatus.Running, "ended");
        Assert.That(ended.Resources.Select(resource => resource.FindRun(MigrationStep.FirstExecution)?.Fault).Distinct(), Does.Contain(CopyFault.Cancelled));

        platform.Line.Faults.BytesPerSecond = null;
        await platform.ChangeAsync(code, migration => migration.Retry(DateTimeOffset.UtcNow));
        await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Completed, "completed after a retry");
        await platform.ShouldHoldTheSameAsync();
    }
}
