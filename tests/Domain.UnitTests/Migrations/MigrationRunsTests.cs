using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.Migrations.RunStatus;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

[TestFixture]
internal sealed class MigrationRunsTests
{
    [TestCaseSource(typeof(States), nameof(UnderWay))]
    public void StartRun_WhenAStepIsUnderWay_ShouldStartTheRunOfThatStep(MigrationState state)
    {
        var migration = AMigration.In(state);

        migration.StartRun(migration.Resources[1], Later.Elsewhere());

        Assert.That(
            migration.Resources[1].FindRun(state.Step!.Value),
            Has.Property(nameof(Run.Status)).EqualTo(Running)
                .And.Property(nameof(Run.StartedAt)).EqualTo(Later)
                .And.Property(nameof(Run.FinishedAt)).Null
                .And.Property(nameof(Run.Attempts)).EqualTo(1)
                .And.Property(nameof(Run.Progress)).EqualTo(RunProgress.None)
                .And.Property(nameof(Run.Error)).Null);
    }

    [TestCaseSource(typeof(States), nameof(UnderWay))]
    public void StartRun_WhenTheClockIsElsewhere_ShouldKeepTheStartInUtc(MigrationState state)
    {
        var migration = AMigration.In(state);

        migration.StartRun(migration.Resources[0], Later.Elsewhere());

        Assert.That(migration.Resources[0].FindRun(state.Step!.Value)!.StartedAt.Offset, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void StartRun_Always_ShouldTouchNoOtherResource()
    {
        var migration = AMigration.New();

        migration.StartRun(migration.Resources[1], Later);

        Assert.That(migration.Resources[0].Runs, Is.Empty);
    }

    [TestCase(Running)]
    [TestCase(Success)]
    [TestCase(Error)]
    [TestCase(Crashed)]
    public void StartRun_WhenTheStepHasHadItsRun_ShouldThrow(RunStatus earlier)
    {
        var migration = AMigration.New().Run(Created, earlier);

        Assert.That(() => migration.StartRun(migration.Resources[0], Later), Throws.InvalidOperationException);
    }

    [TestCase(Error)]
    [TestCase(Crashed)]
    public void StartRun_WhenTheTestRunDidNotSucceed_ShouldThrow(RunStatus test)
    {
        var migration = AMigration.In(FirstRunning, tests: [test, Success]);

        Assert.That(() => migration.StartRun(migration.Resources[0], Later), Throws.InvalidOperationException);
    }

    [Test]
    public void StartRun_WhenTheFirstExecutionFailed_ShouldStillDoTheSecond()
    {
        var migration = AMigration.In(FirstRunning, second: SecondDue).Run(FirstDue, Error, Success);
        migration.FinishExecution(FirstDone);
        migration.StartExecution(SecondDue);

        Assert.That(() => migration.StartRun(migration.Resources[0], SecondDue), Throws.Nothing);
    }

    [Test]
    public void Runs_WhenEveryStepWasDone_ShouldHoldOneForEach() =>
        Assert.That(
            AMigration.In(SecondCompleted).Resources[0].Runs.Select(run => run.Step),
            Is.EqualTo(Enum.GetValues<MigrationStep>()));

    [TestCase(Success, true)]
    [TestCase(Running, false)]
    [TestCase(Error, false)]
    [TestCase(Crashed, false)]
    public void IsUsable_WhenTheTestRunHasAStatus_ShouldFollowIt(RunStatus test, bool expected) =>
        Assert.That(AMigration.New().Run(Created, test).Resources[0].IsUsable, Is.EqualTo(expected));

    [Test]
    public void IsUsable_WhenThereWasNoTestRun_ShouldBeFalse() => Assert.That(AMigration.New().Resources[0].IsUsable, Is.False);

    [Test]
    public void IsUsable_WhenAnExecutionFails_ShouldStayTrue() =>
        Assert.That(AMigration.In(FirstFailed).Resources[0].IsUsable, Is.True);

    [TestCase("short", "short")]
    [TestCase("", "")]
    public void FinishRun_WhenTheErrorFits_ShouldKeepIt(string error, string expected) => Assert.That(ErrorAfter(error), Is.EqualTo(expected));

    [Test]
    public void FinishRun_WhenTheErrorIsTooLong_ShouldCutIt() =>
        Assert.That(ErrorAfter(new string('x', Run.MaxErrorLength + 1)), Is.EqualTo(new string('x', Run.MaxErrorLength - 3) + "..."));

    [Test]
    public void FinishRun_WhenTheCutWouldHalveACharacter_ShouldLeaveItOut() =>
        Assert.That(ErrorAfter(new string('x', Run.MaxErrorLength - 4) + "\U0001F600xxx"), Is.EqualTo(new string('x', Run.MaxErrorLength - 4) + "..."));

    private static string? ErrorAfter(string error)
    {
        var migration = AMigration.New();
        migration.StartRun(migration.Resources[0], Later);
        migration.FinishRun(migration.Resources[0], RunProgress.None, new RunError(CopyFault.Auth, error), Later);
        return migration.Resources[0].FindRun(MigrationStep.TestRun)!.Error;
    }
}
