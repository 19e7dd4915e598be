using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

/// <summary>What forcing does beside the state, in every state that allows it.</summary>
[TestFixture]
internal sealed class ForceExecutionTests
{
    private static readonly DateTimeOffset Now = SecondDue.AddHours(-1);

    private static readonly MigrationState[] FirstCanBeForced = [BeingValidated, AwaitingSlot, FirstScheduled];

    private static readonly MigrationState[] SecondCanBeForced = [FirstRunning, SecondScheduled];

    private static IEnumerable<TestCaseData> Forced =>
        FirstCanBeForced.Select(state => new TestCaseData(state, Execution.First))
            .Concat(SecondCanBeForced.Select(state => new TestCaseData(state, Execution.Second)));

    [TestCaseSource(nameof(Forced))]
    public void ForceExecution_WhenLegal_ShouldMakeThatExecutionDueNow(MigrationState state, Execution execution)
    {
        var migration = AMigration.In(state).Then(it => it.ForceExecution(execution, Now));

        Assert.That(execution == Execution.First ? migration.FirstExecutionDate : migration.SecondExecutionDate, Is.EqualTo(Now));
    }

    [TestCaseSource(nameof(Forced))]
    public void ForceExecution_WhenTheClockIsElsewhere_ShouldKeepTheDateInUtc(MigrationState state, Execution execution)
    {
        var migration = AMigration.In(state).Then(it => it.ForceExecution(execution, Now.Elsewhere()));

        Assert.That(migration.NextExecutionDate?.Offset, Is.EqualTo(TimeSpan.Zero));
    }

    [TestCaseSource(nameof(Forced))]
    public void ForceExecution_WhenLegal_ShouldSetTheOverrideOfThatExecutionOnly(MigrationState state, Execution execution)
    {
        var migration = AMigration.In(state).Then(it => it.ForceExecution(execution, Now));

        Assert.That(
            (migration.AdminFirstExecutionOverride, migration.AdminSecondExecutionOverride),
            Is.EqualTo((execution == Execution.First, execution == Execution.Second)));
    }

    [TestCaseSource(nameof(FirstCanBeForced))]
    public void ForceExecution_WhenFirst_ShouldKeepTheSecondDate(MigrationState state)
    {
        var migration = AMigration.In(state, second: SecondDue).Then(it => it.ForceExecution(Execution.First, Now));

        Assert.That(migration.SecondExecutionDate, Is.EqualTo(SecondDue));
    }

    [TestCaseSource(nameof(SecondCanBeForced))]
    public void ForceExecution_WhenSecond_ShouldKeepTheFirstDate(MigrationState state)
    {
        var migration = AMigration.In(state).Then(it => it.ForceExecution(Execution.Second, Now));

        Assert.That(migration.FirstExecutionDate, Is.EqualTo(FirstDue));
    }

    [Test]
    public void ForceExecution_WhenScheduledForLater_ShouldLetTheExecutionStartNow()
    {
        var migration = AMigration.In(FirstScheduled).Then(it => it.ForceExecution(Execution.First, SlotFree));

        Assert.That(() => migration.StartExecution(SlotFree), Throws.Nothing);
    }

    [Test]
    public void ForceExecution_WhenValidating_ShouldNotSkipTheWaitForASlot()
    {
        var migration = AMigration.New().Then(it => it.ForceExecution(Execution.First, Created));
        migration.Run(Created, RunStatus.Success, RunStatus.Success).FinishValidation(Validated);

        Assert.That(migration.State, Is.EqualTo(AwaitingSlot));
    }

    private static IEnumerable<TestCaseData> ForcedTooLate => [new(BeingValidated, Execution.First), new(FirstRunning, Execution.Second)];

    [TestCaseSource(nameof(ForcedTooLate))]
    public void ForceExecution_WhenTheMigrationIsBeingCalledOff_ShouldBeRefused(MigrationState state, Execution execution)
    {
        var migration = AMigration.In(state).Run(Now, RunStatus.Running).Then(it => it.Cancel(Now));

        Assert.That(() => migration.ForceExecution(execution, Now), Throws.TypeOf<IllegalTransitionException>());
    }

    [Test]
    public void Create_WhenNothingIsForced_ShouldHaveNoOverride()
    {
        var migration = AMigration.New();

        Assert.That((migration.AdminFirstExecutionOverride, migration.AdminSecondExecutionOverride), Is.EqualTo((false, false)));
    }

    [Test]
    public void ForceExecution_WhenThereIsNoSuchExecution_ShouldThrow() =>
        Assert.That(() => AMigration.In(FirstScheduled).ForceExecution((Execution)7, Now), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
