using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

/// <summary>What follows from state and dates alone: the next execution, lateness, and whether deleting is possible.</summary>
[TestFixture]
internal sealed class MigrationDatesTests
{
    private static readonly Dictionary<MigrationState, DateTimeOffset> Next = new()
    {
        [BeingValidated] = FirstDue,
        [AwaitingSlot] = FirstDue,
        [FirstScheduled] = FirstDue,
        [FirstRunning] = SecondDue,
        [SecondScheduled] = SecondDue,
    };

    /// <summary>Both executions are planned wherever the state allows it.</summary>
    private static IEnumerable<TestCaseData> StatesAndNextDates => Next.Select(pair => new TestCaseData(pair.Key, pair.Value));

    private static IEnumerable<MigrationState> StatesWithoutNext => All.Except(Next.Keys);

    [TestCaseSource(nameof(StatesAndNextDates))]
    public void NextExecutionDate_WhenAnExecutionIsToCome_ShouldBeItsDate(MigrationState state, DateTimeOffset due) =>
        Assert.That(AMigration.In(state, second: SecondDue).NextExecutionDate, Is.EqualTo(due));

    [TestCaseSource(nameof(StatesWithoutNext))]
    public void NextExecutionDate_WhenNoneIsToCome_ShouldBeNull(MigrationState state) =>
        Assert.That(AMigration.In(state).NextExecutionDate, Is.Null);

    [Test]
    public void NextExecutionDate_WhenTheFirstRunsAndNoSecondIsPlanned_ShouldBeNull() =>
        Assert.That(AMigration.In(FirstRunning).NextExecutionDate, Is.Null);

    [Test]
    public void NextExecutionDate_WhenExecuteNowIsValidating_ShouldBeOpen() =>
        Assert.That(AMigration.In(BeingValidated, executeNow: true).NextExecutionDate, Is.Null);

    [TestCaseSource(nameof(StatesAndNextDates))]
    public void IsLate_WhenDueBeforeTheThreshold_ShouldBeTrue(MigrationState state, DateTimeOffset due) =>
        Assert.That(AMigration.In(state, second: SecondDue).IsLate(due.AddTicks(1)), Is.True);

    [TestCaseSource(nameof(StatesAndNextDates))]
    public void IsLate_WhenDueAtTheThreshold_ShouldBeFalse(MigrationState state, DateTimeOffset due) =>
        Assert.That(AMigration.In(state, second: SecondDue).IsLate(due), Is.False);

    [TestCaseSource(nameof(StatesWithoutNext))]
    public void IsLate_WhenNoExecutionIsToCome_ShouldBeFalse(MigrationState state) =>
        Assert.That(AMigration.In(state).IsLate(DateTimeOffset.MaxValue), Is.False);

    [Test]
    public void IsLate_WhenTheFirstRunsAndNoSecondIsPlanned_ShouldBeFalse() =>
        Assert.That(AMigration.In(FirstRunning).IsLate(DateTimeOffset.MaxValue), Is.False);

    [TestCaseSource(typeof(States), nameof(UnderWay))]
    public void CanDelete_WhenRunsArePossible_ShouldBeFalse(MigrationState state) =>
        Assert.That(AMigration.In(state).CanDelete, Is.False);

    [TestCaseSource(typeof(States), nameof(Idle))]
    public void CanDelete_WhenNoRunIsPossible_ShouldBeTrue(MigrationState state) =>
        Assert.That(AMigration.In(state).CanDelete, Is.True);

    [TestCaseSource(typeof(States), nameof(Idle))]
    public void EnsureCanDelete_WhenAllowed_ShouldLeaveTheMigrationUnchanged(MigrationState state)
    {
        var migration = AMigration.In(state);
        var before = migration.Snapshot();

        migration.EnsureCanDelete();

        Assert.That(migration.Snapshot(), Is.EqualTo(before));
    }
}
