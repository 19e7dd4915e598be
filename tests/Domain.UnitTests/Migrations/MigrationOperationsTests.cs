using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

/// <summary>Every public transition in every state: it leads where the design says, or is refused without a trace.</summary>
[TestFixture]
internal sealed class MigrationOperationsTests
{
    private static readonly Dictionary<string, Action<Migration>> Operations = new()
    {
        [nameof(Migration.FinishValidation)] = migration => migration.FinishValidation(Later),
        [nameof(Migration.Schedule)] = migration => migration.Schedule(Later),
        [nameof(Migration.StartExecution)] = migration => migration.StartExecution(Later),
        [nameof(Migration.FinishExecution)] = migration => migration.FinishExecution(Later),
        [nameof(Migration.EnsureCanDelete)] = migration => migration.EnsureCanDelete(),
        [nameof(Execution.First)] = migration => migration.ForceExecution(Execution.First, Later),
        [nameof(Execution.Second)] = migration => migration.ForceExecution(Execution.Second, Later),
        [nameof(Migration.Cancel)] = migration => migration.Cancel(Later),
        [nameof(Migration.Retry)] = migration => migration.Retry(Later),
        [nameof(Migration.Repair)] = migration => migration.Repair(migration.Resources[0], migration.Resources[0].ToLogin(), Later),
        [nameof(Migration.AddResources)] = migration => migration.AddResources(ACustomer.With(), [new("user9@example.com", "imap.example.net", "user9")], Later),
        [nameof(Migration.RemoveResource)] = migration => migration.RemoveResource(migration.Resources[0], Later),
        [nameof(Migration.Pause)] = migration => migration.Pause(Later),
    };

    /// <summary>What is legal, where every run of the step under way has succeeded.</summary>
    private static readonly (MigrationState From, string Operation, MigrationState To)[] Legal =
    [
        (BeingValidated, nameof(Migration.FinishValidation), AwaitingSlot),
        (AwaitingSlot, nameof(Migration.Schedule), FirstScheduled),
        (FirstScheduled, nameof(Migration.StartExecution), FirstRunning),
        (FirstRunning, nameof(Migration.FinishExecution), FirstCompleted),
        (SecondScheduled, nameof(Migration.StartExecution), SecondRunning),
        (SecondRunning, nameof(Migration.FinishExecution), SecondCompleted),

        (BeingValidated, nameof(Execution.First), BeingValidated),
        (AwaitingSlot, nameof(Execution.First), FirstScheduled),
        (FirstScheduled, nameof(Execution.First), FirstScheduled),

        (FirstRunning, nameof(Execution.Second), FirstRunning),
        (SecondScheduled, nameof(Execution.Second), SecondScheduled),
        (FirstCompleted, nameof(Execution.Second), SecondScheduled),
        (FirstCompletedWithErrors, nameof(Execution.Second), SecondScheduled),
        (FirstFailed, nameof(Execution.Second), SecondScheduled),
        (SecondCompleted, nameof(Execution.Second), SecondScheduled),
        (SecondCompletedWithErrors, nameof(Execution.Second), SecondScheduled),
        (SecondFailed, nameof(Execution.Second), SecondScheduled),

        (BeingValidated, nameof(Migration.Cancel), ValidationFailed),
        (AwaitingSlot, nameof(Migration.Cancel), FirstFailed),
        (FirstScheduled, nameof(Migration.Cancel), FirstFailed),
        (FirstRunning, nameof(Migration.Cancel), FirstCompleted),
        (SecondScheduled, nameof(Migration.Cancel), FirstCompleted),
        (SecondRunning, nameof(Migration.Cancel), SecondCompleted),

        (ValidationFailed, nameof(Migration.Retry), BeingValidated),
        (FirstFailed, nameof(Migration.Retry), FirstRunning),
        (FirstCompletedWithErrors, nameof(Migration.Retry), FirstRunning),
        (SecondFailed, nameof(Migration.Retry), SecondRunning),
        (SecondCompletedWithErrors, nameof(Migration.Retry), SecondRunning),

        (AwaitingSlot, nameof(Migration.EnsureCanDelete), AwaitingSlot),
        (ValidationFailed, nameof(Migration.EnsureCanDelete), ValidationFailed),
        (FirstScheduled, nameof(Migration.EnsureCanDelete), FirstScheduled),
        (FirstCompleted, nameof(Migration.EnsureCanDelete), FirstCompleted),
        (FirstCompletedWithErrors, nameof(Migration.EnsureCanDelete), FirstCompletedWithErrors),
        (FirstFailed, nameof(Migration.EnsureCanDelete), FirstFailed),
        (SecondScheduled, nameof(Migration.EnsureCanDelete), SecondScheduled),
        (SecondCompleted, nameof(Migration.EnsureCanDelete), SecondCompleted),
        (SecondCompletedWithErrors, nameof(Migration.EnsureCanDelete), SecondCompletedWithErrors),
        (SecondFailed, nameof(Migration.EnsureCanDelete), SecondFailed),

        .. All.Select(state => (state, nameof(Migration.Repair), state)),
        .. from state in GoingOn
           from operation in new[] { nameof(Migration.AddResources), nameof(Migration.Pause) }
           select (state, operation, state),

        // With the last that was waited for, the step ends.
        (BeingValidated, nameof(Migration.RemoveResource), AwaitingSlot),
        (AwaitingSlot, nameof(Migration.RemoveResource), AwaitingSlot),
        (FirstScheduled, nameof(Migration.RemoveResource), FirstScheduled),
        (FirstRunning, nameof(Migration.RemoveResource), FirstCompleted),
        (SecondScheduled, nameof(Migration.RemoveResource), SecondScheduled),
        (SecondRunning, nameof(Migration.RemoveResource), SecondCompleted),
    ];

    private static IEnumerable<TestCaseData> LegalCalls => Legal.Select(row => new TestCaseData(row.From, row.Operation, row.To));

    private static IEnumerable<TestCaseData> LegalChanges => Legal
        .Where(row => row.Operation != nameof(Migration.EnsureCanDelete))
        .Select(row => new TestCaseData(row.From, row.Operation));

    private static IEnumerable<TestCaseData> IllegalCalls =>
        from state in All
        from operation in Operations.Keys
        where !Legal.Any(row => row.From == state && row.Operation == operation)
        select new TestCaseData(state, operation);

    [TestCaseSource(nameof(LegalCalls))]
    public void Operation_WhenLegal_ShouldLeadToItsState(MigrationState from, string operation, MigrationState to)
    {
        var migration = InWithRunsDone(from);

        Operations[operation](migration);

        Assert.That(migration.State, Is.EqualTo(to));
    }

    [TestCaseSource(nameof(LegalChanges))]
    public void Operation_WhenItChangesTheMigration_ShouldSetUpdatedAt(MigrationState from, string operation)
    {
        var migration = InWithRunsDone(from);

        Operations[operation](migration);

        Assert.That(migration.UpdatedAt, Is.EqualTo(Later));
    }

    [TestCaseSource(nameof(IllegalCalls))]
    public void Operation_WhenIllegal_ShouldThrowWithTheState(MigrationState from, string operation)
    {
        var migration = InWithRunsDone(from);

        Assert.That(
            () => Operations[operation](migration),
            Throws.TypeOf<IllegalTransitionException>().With.Property(nameof(IllegalTransitionException.From)).EqualTo(from));
    }

    [TestCaseSource(nameof(IllegalCalls))]
    public void Operation_WhenIllegal_ShouldLeaveTheMigrationUnchanged(MigrationState from, string operation)
    {
        var migration = InWithRunsDone(from);
        var before = migration.Snapshot();

        Assert.That(() => Operations[operation](migration), Throws.TypeOf<IllegalTransitionException>());

        Assert.That(migration.Snapshot(), Is.EqualTo(before));
    }

    private static Migration InWithRunsDone(MigrationState state)
    {
        var migration = AMigration.In(state);
        return UnderWay.Contains(state) ? migration.Run(SecondDone, RunStatus.Success, RunStatus.Success) : migration;
    }
}
