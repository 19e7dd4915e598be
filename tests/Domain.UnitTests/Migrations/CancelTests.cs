using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.Migrations.RunStatus;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

/// <summary>Where nothing is under way a migration ends at once; else with the last run, and nothing new begins.</summary>
[TestFixture]
internal sealed class CancelTests
{
    private static readonly MigrationState[] Waiting = [AwaitingSlot, FirstScheduled, SecondScheduled];

    private static IEnumerable<TestCaseData> EndsWithTheLastRun =>
    [
        new(BeingValidated, ValidationFailed),
        new(FirstRunning, FirstCompletedWithErrors),
        new(SecondRunning, SecondCompletedWithErrors),
    ];

    [TestCaseSource(nameof(Waiting))]
    public void Cancel_WhenNothingIsUnderWay_ShouldEndAtOnce(MigrationState state) =>
        Assert.That(Cancelled(state).CanDelete, Is.True);

    [Test]
    public void Cancel_WhenTheFirstHadErrors_ShouldEndAsItsResourcesHaveEarned()
    {
        var migration = AMigration.In(FirstRunning, second: SecondDue).Run(FirstDue, Success, Error);
        migration.FinishExecution(FirstDone);

        migration.Cancel(Later);

        Assert.That(migration.State, Is.EqualTo(FirstCompletedWithErrors));
    }

    [TestCaseSource(typeof(States), nameof(UnderWay))]
    public void Cancel_WhenARunIsUnderWay_ShouldStayAndBeCalledOff(MigrationState state)
    {
        var migration = AMigration.In(state).Run(SecondDue, Running);

        migration.Cancel(Later);

        Assert.That(
            (migration.State, migration.CancelledAt, migration.IsStepOver),
            Is.EqualTo((state, (DateTimeOffset?)Later, false)));
    }

    [Test]
    public void Cancel_WhenARunWasHandedBack_ShouldLeaveItsMailboxInError()
    {
        var migration = AMigration.In(FirstRunning).Run(FirstDue, Running, Success);
        var resource = migration.Resources[0];
        migration.HandBackRun(resource, RunProgress.None, FirstDue);

        migration.Cancel(Later);

        Assert.That(
            (migration.State, resource.Status, resource.HasError, migration.ResourcesHasErrors, resource.FindRun(MigrationStep.FirstExecution)!.Fault),
            Is.EqualTo((FirstCompletedWithErrors, ResourceStatus.Error, true, true, (CopyFault?)CopyFault.Cancelled)));
    }

    [TestCaseSource(typeof(States), nameof(UnderWay))]
    public void StartRun_WhenCalledOff_ShouldBeRefused(MigrationState state)
    {
        var migration = AMigration.In(state).Run(SecondDue, Running).Then(it => it.Cancel(Later));

        Assert.That(() => migration.StartRun(migration.Resources[1], Later), Throws.InvalidOperationException);
    }

    [TestCaseSource(nameof(EndsWithTheLastRun))]
    public void FinishStepIfOver_WhenCalledOffAndTheLastRunEnds_ShouldEndThere(MigrationState state, MigrationState expected)
    {
        var migration = AMigration.In(state, second: SecondDue).Run(SecondDue, Running).Then(it => it.Cancel(SecondDue));
        migration.FinishRun(migration.Resources[0], RunProgress.None, null, SecondDone);

        migration.FinishStepIfOver(SecondDone);

        Assert.That(migration.State, Is.EqualTo(expected));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void CrashOrInterrupt_WhenCalledOff_ShouldLeaveNoRunWaiting(bool interrupted)
    {
        var migration = AMigration.In(FirstRunning).Run(FirstDue, Running).Then(it => it.Cancel(FirstDue));
        var resource = migration.Resources[0];

        if (interrupted)
        {
            migration.HandBackRun(resource, RunProgress.None, FirstDone);
        }
        else
        {
            migration.CrashRun(resource, maxAttempts: 3, FirstDone);
        }

        Assert.That((resource.FindRun(MigrationStep.FirstExecution)!.IsWaiting, migration.IsStepOver), Is.EqualTo((false, true)));
    }

    [Test]
    public void Cancel_WhenARunWaitsToBeTakenUpAgain_ShouldGiveItUp()
    {
        var migration = AMigration.In(FirstRunning).Run(FirstDue, Running, Success);
        migration.CrashRun(migration.Resources[0], maxAttempts: 3, FirstDone);

        migration.Cancel(Later);

        Assert.That(migration.State, Is.EqualTo(FirstCompletedWithErrors));
    }

    [TestCaseSource(typeof(States), nameof(UnderWay))]
    public void Cancel_WhenItHasBeenAlready_ShouldThrowAndLeaveTheMigrationUnchanged(MigrationState state)
    {
        var migration = AMigration.In(state).Run(SecondDue, Running).Then(it => it.Cancel(Later));
        var before = migration.Snapshot();

        Assert.That(() => migration.Cancel(Later.AddDays(1)), Throws.TypeOf<IllegalTransitionException>());

        Assert.That(migration.Snapshot(), Is.EqualTo(before));
    }

    private static Migration Cancelled(MigrationState state) => AMigration.In(state, second: SecondDue).Then(it => it.Cancel(Later));
}
