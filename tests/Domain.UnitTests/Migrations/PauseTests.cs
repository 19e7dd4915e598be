using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

/// <summary>The status stays, and nothing begins.</summary>
[TestFixture]
internal sealed class PauseTests
{
    [TestCaseSource(typeof(States), nameof(GoingOn))]
    public void Pause_WhenItGoesOn_ShouldStayThere(MigrationState state)
    {
        var migration = AMigration.In(state).Then(it => it.Pause(Later.Elsewhere()));

        Assert.That((migration.State, migration.PausedAt), Is.EqualTo((state, (DateTimeOffset?)Later)));
        Assert.That(migration.PausedAt!.Value.Offset, Is.EqualTo(TimeSpan.Zero));
    }

    [TestCaseSource(typeof(States), nameof(GoingOn))]
    public void Resume_WhenItIsPaused_ShouldGoOnThere(MigrationState state)
    {
        var migration = AMigration.In(state).Then(it => it.Pause(Created));

        migration.Resume(Later);

        Assert.That((migration.State, migration.IsPaused, migration.UpdatedAt), Is.EqualTo((state, false, Later)));
    }

    [TestCaseSource(typeof(States), nameof(GoingOn))]
    public void Pause_WhenItIsPausedAlready_ShouldThrow(MigrationState state) =>
        AssertRefused(AMigration.In(state).Then(it => it.Pause(Created)), it => it.Pause(Later));

    [TestCaseSource(typeof(States), nameof(All))]
    public void Resume_WhenItIsNotPaused_ShouldThrow(MigrationState state) => AssertRefused(AMigration.In(state), it => it.Resume(Later));

    [TestCaseSource(typeof(States), nameof(UnderWay))]
    public void Pause_WhenItIsBeingCancelled_ShouldThrow(MigrationState state) =>
        AssertRefused(AMigration.In(state).Run(SecondDue, RunStatus.Running).Then(it => it.Cancel(Later)), it => it.Pause(Later));

    [TestCaseSource(typeof(States), nameof(UnderWay))]
    public void StartRun_WhenPaused_ShouldBeRefused(MigrationState state)
    {
        var migration = AMigration.In(state).Then(it => it.Pause(Later));

        Assert.That(() => migration.StartRun(migration.Resources[0], Later), Throws.InvalidOperationException);
    }

    [Test]
    public void Schedule_WhenPaused_ShouldBeRefused() => AssertRefused(AMigration.In(AwaitingSlot).Then(it => it.Pause(Created)), it => it.Schedule(Later));

    [Test]
    public void StartExecution_WhenPaused_ShouldBeRefused() => AssertRefused(AMigration.In(FirstScheduled).Then(it => it.Pause(Created)), it => it.StartExecution(Later));

    [Test]
    public void ForceExecution_WhenPaused_ShouldBeRefused() =>
        AssertRefused(AMigration.In(FirstScheduled).Then(it => it.Pause(Created)), it => it.ForceExecution(Execution.First, Later));

    [Test]
    public void FinishStep_WhenPausedAndTheLastRunHasEnded_ShouldStayPausedInTheNextState()
    {
        var migration = AMigration.In(BeingValidated).Run(Created, RunStatus.Success, RunStatus.Running).Then(it => it.Pause(Created));
        migration.Resources[1].FinishRun(MigrationStep.TestRun, RunProgress.None, null, Validated);

        migration.FinishStepIfOver(Validated);

        Assert.That((migration.State, migration.IsPaused), Is.EqualTo((AwaitingSlot, true)));
    }

    [TestCaseSource(typeof(States), nameof(GoingOn))]
    public void Cancel_WhenPaused_ShouldEndThePause(MigrationState state)
    {
        var migration = AMigration.In(state).Then(it => it.Pause(Created));

        migration.Cancel(Later);

        Assert.That((migration.IsPaused, migration.Status.HasEnded()), Is.EqualTo((false, true)));
    }

    private static void AssertRefused(Migration migration, Action<Migration> act)
    {
        var before = migration.Snapshot();

        Assert.That(() => act(migration), Throws.TypeOf<IllegalTransitionException>());

        Assert.That(migration.Snapshot(), Is.EqualTo(before));
    }
}
