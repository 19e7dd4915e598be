using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

/// <summary>A resource follows its latest run, and the migration's error flag follows its resources.</summary>
[TestFixture]
internal sealed class ResourceStatusTests
{
    [Test]
    public void Status_WhenNoRunHasStarted_ShouldBePending() =>
        Assert.That(AMigration.New().Resources[0].Status, Is.EqualTo(ResourceStatus.Pending));

    [TestCase(RunStatus.Running, ResourceStatus.Running)]
    [TestCase(RunStatus.Success, ResourceStatus.Success)]
    [TestCase(RunStatus.Error, ResourceStatus.Error)]
    [TestCase(RunStatus.Crashed, ResourceStatus.Crashed)]
    public void Status_WhenARunHasStarted_ShouldFollowTheLatest(RunStatus latest, ResourceStatus expected) =>
        Assert.That(AMigration.In(SecondRunning).Run(Later, latest).Resources[0].Status, Is.EqualTo(expected));

    [TestCase(RunStatus.Running)]
    [TestCase(RunStatus.Success)]
    [TestCase(RunStatus.Error)]
    [TestCase(RunStatus.Crashed)]
    public void UpdatedAt_WhenARunStartsOrEnds_ShouldBeThatMomentForResourceAndMigration(RunStatus latest)
    {
        var migration = AMigration.In(FirstRunning).Run(FirstDue, RunStatus.Running);

        migration.End(migration.Resources[0], latest, latest == RunStatus.Running ? FirstDue : Later);

        var expected = latest == RunStatus.Running ? FirstDue : Later;
        Assert.That((migration.Resources[0].UpdatedAt, migration.UpdatedAt), Is.EqualTo((expected, expected)));
    }

    [Test]
    public void UpdatedAt_WhenACrashedRunIsTakenUpAgain_ShouldBeThatMomentForResourceAndMigration()
    {
        var migration = AMigration.In(FirstRunning).Run(FirstDue, RunStatus.Running);
        migration.CrashRun(migration.Resources[0], maxAttempts: 3, FirstDue);

        migration.StartRun(migration.Resources[0], Later);

        Assert.That((migration.Resources[0].UpdatedAt, migration.UpdatedAt), Is.EqualTo((Later, Later)));
    }

    [Test]
    public void UpdatedAt_WhenTheClockIsElsewhere_ShouldBeInUtcForResourceAndMigration()
    {
        var migration = AMigration.New();

        migration.StartRun(migration.Resources[0], Later.Elsewhere());

        Assert.That((migration.Resources[0].UpdatedAt.Offset, migration.UpdatedAt.Offset), Is.EqualTo((TimeSpan.Zero, TimeSpan.Zero)));
    }

    [TestCase(RunStatus.Running, RunStatus.Running, false)]
    [TestCase(RunStatus.Success, RunStatus.Success, false)]
    [TestCase(RunStatus.Success, RunStatus.Error, true)]
    [TestCase(RunStatus.Crashed, RunStatus.Success, true)]
    public void ResourcesHasErrors_WhenRunsHaveOutcomes_ShouldTellOfAnyErrorOrCrash(RunStatus one, RunStatus two, bool expected) =>
        Assert.That(AMigration.New().Run(Created, one, two).ResourcesHasErrors, Is.EqualTo(expected));

    [Test]
    public void ResourcesHasErrors_WhenACrashedRunIsTakenUpAgain_ShouldBeFalseAgain()
    {
        var migration = AMigration.New().Run(Created, RunStatus.Running);
        migration.CrashRun(migration.Resources[0], maxAttempts: 3, Created);

        migration.StartRun(migration.Resources[0], Later);

        Assert.That(migration.ResourcesHasErrors, Is.False);
    }

    [Test]
    public void ResourcesHasErrors_WhenTheNextExecutionOfAFailedResourceStarts_ShouldBeFalseAgain()
    {
        var migration = AMigration.In(FirstRunning, second: SecondDue).Run(FirstDue, RunStatus.Error, RunStatus.Success);
        migration.FinishExecution(FirstDone);
        migration.StartExecution(SecondDue);

        migration.StartRun(migration.Resources[0], SecondDue);

        Assert.That(migration.ResourcesHasErrors, Is.False);
    }

    [Test]
    public void ResourcesHasErrors_WhenATestRunFailed_ShouldStayTrueThroughTheExecutions()
    {
        var migration = AMigration.In(FirstRunning, tests: [RunStatus.Error, RunStatus.Success]);

        migration.Run(FirstDue, RunStatus.Success);

        Assert.That(migration.ResourcesHasErrors, Is.True);
    }
}
