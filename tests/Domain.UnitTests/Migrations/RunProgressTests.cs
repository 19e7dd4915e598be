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

        migration.FinishRun(resource, SomeProgress, error, Later.Elsewhere());

        Assert.That(
            (run.Status, run.Error, run.Progress, run.FinishedAt, run.FinishedAt?.Offset),
            Is.EqualTo((expected, error, SomeProgress, (DateTimeOffset?)Later, (TimeSpan?)TimeSpan.Zero)));
    }

    [TestCase(Run.MaxErrorLength, Run.MaxErrorLength)]
    [TestCase(Run.MaxErrorLength + 1, Run.MaxErrorLength)]
    public void FinishRun_WhenTheErrorIsLong_ShouldKeepItsBeginning(int length, int kept)
    {
        var (migration, resource, run) = Started();
        var error = string.Concat("NO ", new string('x', length - 3));

        migration.FinishRun(resource, SomeProgress, error, Later);

        Assert.That(run.Error, Is.EqualTo(error[..kept]));
    }

    [Test]
    public void CrashRun_WhenRunning_ShouldEndTheAttemptAndKeepProgress()
    {
        var (migration, resource, run) = Started();
        migration.ReportProgress(resource, SomeProgress);

        migration.CrashRun(resource, Later);

        Assert.That(
            (run.Status, run.Error, run.Progress, run.FinishedAt),
            Is.EqualTo((RunStatus.Crashed, (string?)null, SomeProgress, (DateTimeOffset?)Later)));
    }

    [Test]
    public void ResumeRun_WhenCrashed_ShouldTakeUpTheSameRunWhereItStopped()
    {
        var (migration, resource, run) = Started();
        migration.ReportProgress(resource, SomeProgress);
        migration.CrashRun(resource, Validated);

        migration.ResumeRun(resource, MaxAttempts, Later);

        Assert.That(
            (run.Status, run.Attempts, run.Progress, run.StartedAt, run.FinishedAt),
            Is.EqualTo((RunStatus.Running, 2, SomeProgress, Created, (DateTimeOffset?)null)));
    }

    [Test]
    public void ResumeRun_WhenAttemptsAreLeft_ShouldSucceedUpToTheLast()
    {
        var (migration, resource, run) = Started();

        CrashAndResume(migration, resource, MaxAttempts - 1);

        Assert.That(run.Attempts, Is.EqualTo(MaxAttempts));
    }

    [Test]
    public void ResumeRun_WhenEveryAttemptIsUsed_ShouldThrow()
    {
        var (migration, resource, _) = Started();
        CrashAndResume(migration, resource, MaxAttempts - 1);
        migration.CrashRun(resource, Later);

        Assert.That(() => migration.ResumeRun(resource, MaxAttempts, Later), Throws.InvalidOperationException);
    }

    private static (Migration Migration, MigrationResource Resource, Run Run) Started()
    {
        var migration = AMigration.New().Run(Created, RunStatus.Running);
        var resource = migration.Resources[0];
        return (migration, resource, resource.FindRun(MigrationStep.TestRun)!);
    }

    private static void CrashAndResume(Migration migration, MigrationResource resource, int times)
    {
        for (var i = 0; i < times; i++)
        {
            migration.CrashRun(resource, Later);
            migration.ResumeRun(resource, MaxAttempts, Later);
        }
    }
}
