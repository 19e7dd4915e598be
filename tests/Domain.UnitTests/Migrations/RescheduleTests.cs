using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

/// <summary>A date can be moved until its execution has begun.</summary>
[TestFixture]
internal sealed class RescheduleTests
{
    private static readonly DateTimeOffset Sooner = FirstDue.AddHours(-1);
    private static readonly MigrationState[] FirstCanMove = [BeingValidated, AwaitingSlot, FirstScheduled];
    private static readonly MigrationState[] SecondCanMove = [.. FirstCanMove, FirstRunning, SecondScheduled];

    private static IEnumerable<MigrationState> FirstIsFixed => All.Except(FirstCanMove);

    private static IEnumerable<MigrationState> SecondIsFixed => All.Except(SecondCanMove);

    [TestCaseSource(nameof(FirstCanMove))]
    public void Reschedule_WhenTheFirstHasNotBegun_ShouldMoveIt(MigrationState state)
    {
        var migration = AMigration.In(state).Then(it => it.Reschedule(new(Sooner.Elsewhere(), null), Created));

        Assert.That((migration.FirstExecutionDate, migration.FirstExecutionDate?.Offset), Is.EqualTo(((DateTimeOffset?)Sooner, (TimeSpan?)TimeSpan.Zero)));
    }

    [TestCaseSource(nameof(SecondCanMove))]
    public void Reschedule_WhenTheSecondHasNotBegun_ShouldMoveIt(MigrationState state)
    {
        var migration = AMigration.In(state, second: SecondDue).Then(it => it.Reschedule(new(FirstDue, Later), Created));

        Assert.That(migration.SecondExecutionDate, Is.EqualTo(Later));
    }

    [TestCaseSource(nameof(FirstIsFixed))]
    public void Reschedule_WhenTheFirstHasBegun_ShouldBeRefused(MigrationState state)
    {
        var migration = AMigration.In(state);
        AssertRefused<IllegalTransitionException>(migration, new(Sooner, migration.SecondExecutionDate));
    }

    [TestCaseSource(nameof(SecondIsFixed))]
    public void Reschedule_WhenTheSecondHasBegunOrTheMigrationEnded_ShouldBeRefused(MigrationState state) =>
        AssertRefused<IllegalTransitionException>(AMigration.In(state), new(FirstDue, Later));

    [Test]
    public void Reschedule_WhenCalledOff_ShouldBeRefused() => AssertRefused<IllegalTransitionException>(
        AMigration.In(FirstRunning).Run(FirstDue, RunStatus.Running).Then(it => it.Cancel(FirstDone)), new(FirstDue, Later));

    [Test]
    public void Reschedule_WhenTheFirstLosesItsDate_ShouldBeRefused() =>
        AssertRefused<ArgumentException>(AMigration.In(FirstScheduled), new(null, null));

    [Test]
    public void Reschedule_WhenTheSecondIsNotLater_ShouldBeRefused() =>
        AssertRefused<ArgumentException>(AMigration.In(FirstScheduled), new(FirstDue, FirstDue));

    [Test]
    public void Reschedule_WhenTheSecondIsWaitedFor_ShouldNotTakeItAway() =>
        AssertRefused<ArgumentException>(AMigration.In(SecondScheduled), new(FirstDue, null));

    [Test]
    public void Reschedule_WhenTheSecondIsTakenAwayDuringTheFirst_ShouldEndWithTheFirst()
    {
        var migration = AMigration.In(FirstRunning, second: SecondDue).Then(it => it.Reschedule(new(FirstDue, null), FirstDue));

        migration.Run(FirstDue, RunStatus.Success, RunStatus.Success).FinishStepIfOver(FirstDone);

        Assert.That(migration.State, Is.EqualTo(FirstCompleted));
    }

    [Test]
    public void Reschedule_WhenItWasToRunAtOnce_ShouldWaitForTheDate()
    {
        var migration = AMigration.In(BeingValidated, executeNow: true).Then(it => it.Reschedule(new(FirstDue, null), Created));

        Assert.That((migration.ExecuteNow, migration.FirstExecutionDate), Is.EqualTo((false, (DateTimeOffset?)FirstDue)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Reschedule_WhenAnAdminHadForcedADate_ShouldTakeBackThatOfTheOneThatMoves(bool movesFirst)
    {
        var forced = movesFirst
            ? AMigration.In(FirstScheduled, second: SecondDue).Then(it => it.ForceExecution(Execution.First, SlotFree))
            : AMigration.In(SecondScheduled).Then(it => it.ForceExecution(Execution.Second, FirstDone));

        forced.Reschedule(movesFirst ? new(FirstDue, SecondDue) : new(FirstDue, Later), SlotFree);

        Assert.That((forced.AdminFirstExecutionOverride, forced.AdminSecondExecutionOverride), Is.EqualTo((false, false)));
    }

    [Test]
    public void Reschedule_WhenTheOtherDateMoves_ShouldLeaveWhatAnAdminHasForced()
    {
        var migration = AMigration.In(FirstScheduled, second: SecondDue).Then(it => it.ForceExecution(Execution.First, SlotFree));

        migration.Reschedule(new(migration.FirstExecutionDate, Later), SlotFree);

        Assert.That(migration.AdminFirstExecutionOverride, Is.True);
    }

    [TestCaseSource(typeof(States), nameof(All))]
    public void Reschedule_WhenNothingMoves_ShouldLeaveTheMigrationUnchanged(MigrationState state)
    {
        var migration = AMigration.In(state);
        var before = migration.Snapshot();

        migration.Reschedule(new(migration.FirstExecutionDate, migration.SecondExecutionDate), Later);

        Assert.That(migration.Snapshot(), Is.EqualTo(before));
    }

    private static void AssertRefused<TException>(Migration migration, ExecutionDates dates)
        where TException : Exception
    {
        var before = migration.Snapshot();

        Assert.That(() => migration.Reschedule(dates, Later), Throws.TypeOf<TException>());

        Assert.That(migration.Snapshot(), Is.EqualTo(before));
    }
}
