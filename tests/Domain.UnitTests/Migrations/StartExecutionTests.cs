using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

[TestFixture]
internal sealed class StartExecutionTests
{
    private static IEnumerable<TestCaseData> DueDates =>
    [
        new(FirstScheduled, FirstDue, FirstRunning),
        new(SecondScheduled, SecondDue, SecondRunning),
    ];

    /// <summary>Where an execution is to come, but not from here.</summary>
    private static MigrationState[] NotScheduled => [BeingValidated, AwaitingSlot, FirstRunning];

    [TestCaseSource(nameof(DueDates))]
    public void StartExecution_WhenExactlyDue_ShouldRun(MigrationState scheduled, DateTimeOffset due, MigrationState running)
    {
        var migration = AMigration.In(scheduled);

        migration.StartExecution(due);

        Assert.That(migration.State, Is.EqualTo(running));
    }

    [TestCaseSource(nameof(DueDates))]
    public void StartExecution_WhenNotDueYet_ShouldThrow(MigrationState scheduled, DateTimeOffset due, MigrationState running)
    {
        var migration = AMigration.In(scheduled);

        Assert.That(() => migration.StartExecution(due.AddTicks(-1)), Throws.TypeOf<InvalidOperationException>(), $"Not {running} yet.");
    }

    [TestCaseSource(nameof(DueDates))]
    public void StartExecution_WhenNotDueYet_ShouldLeaveTheMigrationUnchanged(MigrationState scheduled, DateTimeOffset due, MigrationState running)
    {
        var migration = AMigration.In(scheduled);
        var before = migration.Snapshot();

        Assert.That(() => migration.StartExecution(due.AddTicks(-1)), Throws.InvalidOperationException, $"Not {running} yet.");

        Assert.That(migration.Snapshot(), Is.EqualTo(before));
    }

    [TestCaseSource(nameof(NotScheduled))]
    public void StartExecution_WhenNeitherScheduledNorDue_ShouldBlameTheState(MigrationState state) =>
        Assert.That(
            () => AMigration.In(state, second: SecondDue).StartExecution(Created),
            Throws.TypeOf<IllegalTransitionException>().With.Property(nameof(IllegalTransitionException.From)).EqualTo(state));

    [Test]
    public void StartExecution_WhenExecuteNow_ShouldBePossibleFromTheEndOfValidation()
    {
        var migration = AMigration.In(FirstScheduled, executeNow: true);

        migration.StartExecution(Validated);

        Assert.That(migration.State, Is.EqualTo(FirstRunning));
    }

    [Test]
    public void StartExecution_Always_ShouldKeepTheDates()
    {
        var migration = AMigration.In(FirstScheduled, second: SecondDue);

        migration.StartExecution(FirstDue.AddMinutes(3));

        Assert.That((migration.FirstExecutionDate, migration.SecondExecutionDate), Is.EqualTo(((DateTimeOffset?)FirstDue, (DateTimeOffset?)SecondDue)));
    }
}
