using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.Migrations.RunStatus;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

/// <summary>Another login is tested at once, wherever the migration stands, and the mailbox takes part again if that goes well.</summary>
[TestFixture]
internal sealed class RepairTests
{
    private static readonly SourceLogin Login = new("imap.other.example", "other", "master", "sealed anew");

    [TestCaseSource(typeof(States), nameof(All))]
    public void Repair_WhereverTheMigrationStands_ShouldTakeTheLoginAndHaveItTested(MigrationState state)
    {
        var migration = AMigration.In(state);

        migration.Repair(migration.Resources[0], Login, Later);

        var resource = migration.Resources[0];
        Assert.That((resource.ToLogin(), migration.State, resource.IsUsable), Is.EqualTo((Login, state, false)));
        Assert.That((resource.CanStart(MigrationStep.TestRun), resource.UpdatedAt), Is.EqualTo((true, Later)));
    }

    [TestCaseSource(typeof(States), nameof(UnderWay))]
    public void Repair_WhenARunIsUnderWay_ShouldThrowAndLeaveTheMigrationUnchanged(MigrationState state) =>
        AssertRefused<InvalidOperationException>(AMigration.In(state).Run(SecondDue, Running), Login);

    [Test]
    public void Repair_WhenTheMigrationIsBeingCancelled_ShouldThrowAndLeaveItUnchanged() =>
        AssertRefused<IllegalTransitionException>(AMigration.In(FirstRunning).Run(FirstDue, Success, Running).Then(it => it.Cancel(FirstDone)), Login);

    [Test]
    public void Repair_WhenThereIsNoPassword_ShouldThrowAndLeaveTheMigrationUnchanged() =>
        AssertRefused<InvalidOperationException>(AMigration.In(FirstScheduled), Login with { SealedPassword = null });

    [Test]
    public void Repair_WhenTheResourceIsOfAnotherMigration_ShouldThrow()
    {
        var stranger = AMigration.New(code: "MG00000001").Resources[0];

        Assert.That(() => AMigration.New().Repair(stranger, Login, Later), Throws.InvalidOperationException.With.Message.Contains(stranger.Code));
    }

    [Test]
    public void Repair_WhenTheExecutionUnderWayHadFailed_ShouldDoThatAgainAfterTheTest()
    {
        var migration = AMigration.In(FirstRunning).Run(FirstDue, Error, Success);
        var resource = migration.Resources[0];

        migration.Repair(resource, Login, Later);
        Assert.That((migration.IsStepOver, resource.CanStart(MigrationStep.FirstExecution)), Is.EqualTo((false, false)));
        Do(resource, MigrationStep.TestRun, null);
        Assert.That((migration.IsStepOver, resource.CanStart(MigrationStep.FirstExecution)), Is.EqualTo((false, true)));
        Do(resource, MigrationStep.FirstExecution, null);
        migration.FinishStepIfOver(Later);

        Assert.That(migration.State, Is.EqualTo(FirstCompleted));
    }

    [Test]
    public void Repair_WhenTheTestFails_ShouldLeaveNothingWaiting()
    {
        var migration = AMigration.In(FirstRunning).Run(FirstDue, Error, Success);
        var resource = migration.Resources[0];
        migration.Repair(resource, Login, Later);

        Do(resource, MigrationStep.TestRun, MigrationActs.Failure);
        migration.FinishStepIfOver(Later);

        Assert.That((migration.State, resource.Runs.Any(run => run.IsWaiting)), Is.EqualTo((FirstCompletedWithErrors, false)));
        Assert.That(resource.FindLatestRun()!.Step, Is.EqualTo(MigrationStep.TestRun));
    }

    [Test]
    public void Repair_WhenTheMailboxWasCopiedInTheStepUnderWay_ShouldNotCopyItAgain()
    {
        var migration = AMigration.In(FirstRunning).Run(FirstDue, Success);

        migration.Repair(migration.Resources[0], Login, Later);
        Do(migration.Resources[0], MigrationStep.TestRun, null);

        Assert.That(migration.Resources.Select(migration.CanStartRun), Is.EqualTo(new[] { false, true }));
    }

    [Test]
    public void Retry_WhenAMailboxWasRepairedAfterTheEnd_ShouldCopyIt()
    {
        var migration = AMigration.In(FirstFailed);
        migration.Repair(migration.Resources[0], Login, Later);
        Do(migration.Resources[0], MigrationStep.TestRun, null);

        migration.Retry(Later);

        Assert.That(migration.Resources.Select(migration.CanStartRun), Is.All.True);
    }

    [Test]
    public void Retry_WhenAllFailedTestsWereRepaired_ShouldGoOnWithoutAnotherTest()
    {
        var migration = AMigration.In(ValidationFailed);
        foreach (var resource in migration.Resources)
        {
            migration.Repair(resource, Login, Later);
            Do(resource, MigrationStep.TestRun, null);
        }

        migration.Retry(Later);

        Assert.That(migration.State, Is.EqualTo(AwaitingSlot));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Retry_WhenATestFailedAfterEverythingWasCopied_ShouldTestThatMailboxAgainAndCopyNothing(bool isSecond)
    {
        var end = isSecond ? SecondCompleted : FirstCompleted;
        var migration = AMigration.In(end);
        migration.Repair(migration.Resources[0], Login, Later);
        Do(migration.Resources[0], MigrationStep.TestRun, MigrationActs.Failure);

        migration.Retry(Later);
        Assert.That(migration.State, Is.EqualTo(new MigrationState(MigrationStatus.Running, end.Step)));
        Assert.That(migration.Resources.Select(resource => resource.CanStart(MigrationStep.TestRun)), Is.EqualTo(new[] { true, false }));
        Do(migration.Resources[0], MigrationStep.TestRun, null);
        Assert.That(migration.Resources.Select(migration.CanStartRun), Is.All.False);
        migration.FinishStepIfOver(Later);

        Assert.That(migration.State, Is.EqualTo(end));
    }

    [Test]
    public void Repair_WhenTheMailboxWasNeverTestedAndTheMigrationHasEnded_ShouldHaveItTested()
    {
        var migration = AMigration.In(BeingValidated).Run(Created, Error).Then(it => it.Cancel(Validated));
        var untested = migration.Resources[1];

        migration.Repair(untested, Login, Later);

        var run = untested.FindRun(MigrationStep.TestRun)!;
        Assert.That((migration.State, run.IsWaiting, run.Attempts, run.HasNews, untested.Status), Is.EqualTo((ValidationFailed, true, 0, false, ResourceStatus.Pending)));
        Do(untested, MigrationStep.TestRun, null);
        Assert.That((untested.IsUsable, run.StartedAt), Is.EqualTo((true, Later)));
    }

    [Test]
    public void Cancel_WhenATestWaits_ShouldGiveItUp()
    {
        var migration = AMigration.In(FirstScheduled);
        migration.Repair(migration.Resources[0], Login, SlotFree);

        migration.Cancel(Later);

        Assert.That((migration.State, migration.Resources[0].CanStart(MigrationStep.TestRun)), Is.EqualTo((FirstFailed, false)));
    }

    [Test]
    public void Repair_WhenTheTestWaitsForTheOldServer_ShouldGiveTheNewOneAllTheTime()
    {
        var migration = AMigration.In(BeingValidated).Run(Created, Running);
        var resource = migration.Resources[0];
        resource.HandBackRun(MigrationStep.TestRun, RunProgress.None, Validated, new RunError(CopyFault.Connect, "no answer"));
        Assert.That((resource.Status, resource.FindLatestRun()!.Fault), Is.EqualTo((ResourceStatus.Error, (CopyFault?)CopyFault.Connect)));

        migration.Repair(resource, Login, SlotFree);
        resource.StartRun(MigrationStep.TestRun, Later);

        Assert.That((resource.FindLatestRun()!.StartedAt, resource.FindLatestRun()!.Fault), Is.EqualTo((Later, (CopyFault?)null)));
    }

    [TestCase(0, true)]
    [TestCase(1, false)]
    public void IsWithinReach_WhenItHasEnded_ShouldLookAtTheEnd(int ticks, bool expected)
    {
        var migration = AMigration.In(FirstFailed);
        migration.Repair(migration.Resources[0], Login, Later);

        Assert.That(migration.IsWithinReach(FirstDone.AddTicks(ticks)), Is.EqualTo(expected));
    }

    [TestCaseSource(typeof(States), nameof(GoingOn))]
    public void IsWithinReach_WhenItGoesOn_ShouldBeTrue(MigrationState state) =>
        Assert.That(AMigration.In(state).IsWithinReach(DateTimeOffset.MaxValue), Is.True);

    private static void Do(MigrationResource resource, MigrationStep step, RunError? error)
    {
        resource.StartRun(step, Later);
        resource.FinishRun(step, RunProgress.None, error, Later);
    }

    private static void AssertRefused<TException>(Migration migration, SourceLogin login)
        where TException : Exception
    {
        var before = migration.Snapshot();
        var resource = migration.Resources.FirstOrDefault(one => one.IsRunning) ?? migration.Resources[0];

        Assert.That(() => migration.Repair(resource, login, Later), Throws.InstanceOf<TException>());

        Assert.That(migration.Snapshot(), Is.EqualTo(before));
    }
}
