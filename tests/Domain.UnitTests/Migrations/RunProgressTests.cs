using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

/// <summary>What a run remembers: progress, end, error and attempts.</summary>
[TestFixture]
internal sealed class RunProgressTests
{
    private const int MaxAttempts = 3;

    private static readonly RunProgress SomeProgress = new(1, 20, 3, 4, 5, 6_000_000_000);

    [Test]
    public void ReportProgress_WhenRunning_ShouldKeepIt()
    {
        var (migration, resource, run) = Started();

        migration.ReportProgress(resource, SomeProgress);

        Assert.That(run.Progress, Is.EqualTo(SomeProgress));
    }

    [TestCase(null, RunStatus.Success)]
    [TestCase("LOGIN: NO", RunStatus.Error)]
    public void FinishRun_WhenRunning_ShouldKeepTheOutcome(string? error, RunStatus expected)
    {
        var (migration, resource, run) = Started();

        migration.FinishRun(resource, SomeProgress, error is null ? null : new RunError(CopyFault.Auth, error), Later.Elsewhere());

        Assert.That(
            (run.Status, run.Error, run.Fault, run.Progress, run.FinishedAt, run.FinishedAt?.Offset),
            Is.EqualTo((expected, error, error is null ? null : (CopyFault?)CopyFault.Auth, SomeProgress, (DateTimeOffset?)Later, (TimeSpan?)TimeSpan.Zero)));
    }

    [TestCase(Run.MaxErrorLength, Run.MaxErrorLength, "")]
    [TestCase(Run.MaxErrorLength + 1, Run.MaxErrorLength - 3, "...")]
    public void FinishRun_WhenTheErrorIsLong_ShouldKeepItsBeginning(int length, int kept, string end)
    {
        var (migration, resource, run) = Started();
        var error = string.Concat("NO ", new string('x', length - 3));

        migration.FinishRun(resource, SomeProgress, new RunError(CopyFault.Protocol, error), Later);

        Assert.That(run.Error, Is.EqualTo(error[..kept] + end));
    }

    [Test]
    public void CrashRun_WhenRunning_ShouldEndTheAttemptAndKeepProgress()
    {
        var (migration, resource, run) = Started();
        migration.ReportProgress(resource, SomeProgress);

        migration.CrashRun(resource, MaxAttempts, Later);

        Assert.That(
            (run.Status, run.Error, run.Progress, run.FinishedAt),
            Is.EqualTo((RunStatus.Crashed, (string?)null, SomeProgress, (DateTimeOffset?)Later)));
    }

    [Test]
    public void CrashRun_WhenNoAttemptIsLeft_ShouldCallTheRestMissing()
    {
        var (migration, resource, run) = Started();
        migration.ReportProgress(resource, SomeProgress);

        migration.CrashRun(resource, maxAttempts: 1, Later);

        Assert.That(run.Progress, Is.EqualTo(SomeProgress with { MessagesMissing = 8 }));
    }

    // How far the run had come at each death, and how many of them count in the end.
    [TestCase(new long[] { 0, 0 }, 2)]
    [TestCase(new long[] { 0, 0, 1 }, 1)]
    [TestCase(new long[] { 5, 5 }, 2)]
    [TestCase(new long[] { 5, 3, 5 }, 3)]
    [TestCase(new long[] { 5, 3, 6, 6 }, 2)]
    [TestCase(new long[] { 1, 2, 3, 4, 5, 6, 7 }, 1)]
    public void CrashRun_WhenWorkersDieOneAfterTheOther_ShouldCountThoseThatCameNoFurther(long[] settled, int crashes)
    {
        var (migration, resource, run) = Started();
        foreach (var messages in settled)
        {
            if (run.Status != RunStatus.Running)
            {
                migration.StartRun(resource, Later);
            }

            migration.ReportProgress(resource, new RunProgress(MessagesTotal: 10, MessagesSkipped: messages));
            migration.CrashRun(resource, maxAttempts: 4, Later);
        }

        Assert.That((run.Crashes, run.IsWaiting), Is.EqualTo((crashes, true)));
    }

    [Test]
    public void Retry_WhenWorkersHaveDied_ShouldCountFromTheBeginning()
    {
        var migration = AMigration.In(States.FirstRunning).Run(FirstDue, RunStatus.Running, RunStatus.Success);
        migration.ReportProgress(migration.Resources[0], SomeProgress);
        migration.CrashRun(migration.Resources[0], maxAttempts: 1, FirstDue);
        migration.FinishExecution(FirstDone);

        migration.Retry(Later);

        var run = migration.Resources[0].FindRun(MigrationStep.FirstExecution)!;
        Assert.That((run.Crashes, run.SettledAtCrash, run.IsWaiting), Is.EqualTo((0, 0L, true)));
    }

    [Test]
    public void HandBack_WhenAFaultIsOurs_ShouldCountThoseInARow()
    {
        var (migration, resource, run) = Started();
        foreach (var (fault, count) in new[] { ((CopyFault?)CopyFault.Internal, 1), (CopyFault.Internal, 2), (null, 2), (CopyFault.Internal, 3), (CopyFault.Connect, 0), (CopyFault.Internal, 1) })
        {
            resource.HandBackRun(run.Step, SomeProgress, Later, fault is { } some ? new RunError(some, "reason") : null);
            Assert.That(run.FaultsOfOurs, Is.EqualTo(count));
            migration.StartRun(resource, Later);
        }

        migration.FinishRun(resource, SomeProgress, error: null, Later);
        Assert.That(run.FaultsOfOurs, Is.Zero);
    }

    [Test]
    public void Cancel_WhenARunWaits_ShouldCallItsRestMissing()
    {
        var (migration, resource, run) = Started();
        migration.ReportProgress(resource, SomeProgress);
        migration.HandBackRun(resource, SomeProgress, Later);

        migration.Cancel(Later);

        Assert.That(run.Progress, Is.EqualTo(SomeProgress with { MessagesMissing = 8 }));
        Assert.That((run.Status, run.Fault, run.IsWaiting), Is.EqualTo((RunStatus.Error, (CopyFault?)CopyFault.Cancelled, false)), "Nobody has died of it.");
    }

    [TestCase(90, 17, 0, 0, 0, 0, 90, 73)]
    [TestCase(90, 17, 20, 3, 40, 10, 90, 10)]
    [TestCase(90, 17, 20, 3, 40, 0, 90, 10)]
    [TestCase(90, 90, 0, 0, 0, 0, 90, 0)]
    [TestCase(90, 91, 0, 0, 0, 0, 91, 0)]
    public void Ended_Always_ShouldAddUp(
        long total, long copied, long skipped, long failed, long leftOut, long missing, long expectedTotal, long expectedMissing)
    {
        var ended = new RunProgress(3, total, copied, skipped, failed, 7, leftOut, missing).Ended();

        Assert.That(ended, Is.EqualTo(new RunProgress(3, expectedTotal, copied, skipped, failed, 7, leftOut, expectedMissing)));
        Assert.That(ended.MessagesCopied + ended.MessagesSkipped + ended.MessagesFailed + ended.MessagesLeftOut + ended.MessagesMissing, Is.EqualTo(ended.MessagesTotal));
        Assert.That((ended.MessagesLeft, ended.Ended()), Is.EqualTo((0L, ended)));
    }

    [Test]
    public void StartRun_WhenCrashed_ShouldTakeUpTheSameRunWhereItStopped()
    {
        var (migration, resource, run) = Started();
        migration.ReportProgress(resource, SomeProgress);
        migration.CrashRun(resource, MaxAttempts, Validated);

        migration.StartRun(resource, Later);

        Assert.That(
            (run.Status, run.Attempts, run.Progress, run.StartedAt, run.FinishedAt),
            Is.EqualTo((RunStatus.Running, 2, SomeProgress, Created, (DateTimeOffset?)null)));
    }

    [Test]
    public void StartRun_WhenAttemptsAreLeft_ShouldSucceedUpToTheLast()
    {
        var (migration, resource, run) = Started();

        CrashAndStart(migration, resource, MaxAttempts - 1);

        Assert.That(run.Attempts, Is.EqualTo(MaxAttempts));
    }

    [Test]
    public void StartRun_WhenEveryAttemptCrashed_ShouldThrow()
    {
        var (migration, resource, _) = Started();
        CrashAndStart(migration, resource, MaxAttempts - 1);
        migration.CrashRun(resource, MaxAttempts, Later);

        Assert.That(() => migration.StartRun(resource, Later), Throws.InvalidOperationException);
    }

    [Test]
    public void HandBackRun_WhenRunning_ShouldLeaveTheRunWaitingWithoutCountingACrash()
    {
        var (migration, resource, run) = Started();

        migration.HandBackRun(resource, SomeProgress, Later);

        Assert.That((run.Status, run.IsWaiting, run.Crashes), Is.EqualTo((RunStatus.Crashed, true, 0)));
    }

    [Test]
    public void HandBackRun_WhenRunning_ShouldBeNoErrorAndSayWhatTheRunWaitsFor()
    {
        var (migration, resource, run) = Started();

        migration.HandBackRun(resource, SomeProgress, Later);

        Assert.That((resource.Status, resource.HasError, run.IsHandedBack, run.WaitsFor), Is.EqualTo((ResourceStatus.Pending, false, true, Run.Worker)));

        migration.StartRun(resource, Later);
        Assert.That((resource.Status, run.IsHandedBack, run.WaitsFor), Is.EqualTo((ResourceStatus.Running, false, (string?)null)));
    }

    [Test]
    public void HandBackRun_WhenItHappensOftenerThanAttemptsAreLeft_ShouldLeaveEveryAttempt()
    {
        var (migration, resource, run) = Started();
        for (var i = 0; i < MaxAttempts + 1; i++)
        {
            migration.HandBackRun(resource, SomeProgress, Later);
            migration.StartRun(resource, Later);
        }

        migration.CrashRun(resource, MaxAttempts, Later);

        Assert.That((run.Crashes, run.IsWaiting), Is.EqualTo((1, true)));
    }

    private static (Migration Migration, MigrationResource Resource, Run Run) Started()
    {
        var migration = AMigration.New().Run(Created, RunStatus.Running);
        var resource = migration.Resources[0];
        return (migration, resource, resource.FindRun(MigrationStep.TestRun)!);
    }

    private static void CrashAndStart(Migration migration, MigrationResource resource, int times)
    {
        for (var i = 0; i < times; i++)
        {
            migration.CrashRun(resource, MaxAttempts, Later);
            migration.StartRun(resource, Later);
        }
    }
}
