using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.Migrations.RunStatus;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

/// <summary>Which operation on a run is refused when, and that a refusal leaves no trace.</summary>
[TestFixture]
internal sealed class RunOperationsTests
{
    private static readonly Dictionary<string, Action<Migration, MigrationResource>> Operations = new()
    {
        [nameof(Migration.StartRun)] = (migration, resource) => migration.StartRun(resource, Later),
        [nameof(Migration.ReportProgress)] = (migration, resource) => migration.ReportProgress(resource, new(Folders: 7)),
        [nameof(Migration.FinishRun)] = (migration, resource) => migration.FinishRun(resource, new(Folders: 7), null, Later),
        [nameof(Migration.CrashRun)] = (migration, resource) => migration.CrashRun(resource, 3, Later),
        [nameof(Migration.HandBackRun)] = (migration, resource) => migration.HandBackRun(resource, RunProgress.None, Later),
    };

    /// <summary>The run's status (null: not started) and the operations that it allows.</summary>
    private static readonly (RunStatus? Status, string[] Allowed)[] Legal =
    [
        (null, [nameof(Migration.StartRun)]),
        (Running, [nameof(Migration.ReportProgress), nameof(Migration.FinishRun), nameof(Migration.CrashRun), nameof(Migration.HandBackRun)]),
        (Success, []),
        (Error, []),
        (Crashed, []),
    ];

    private static IEnumerable<TestCaseData> LegalCalls =>
        from state in UnderWay
        from row in Legal
        from operation in row.Allowed
        select new TestCaseData(state, row.Status, operation);

    private static IEnumerable<TestCaseData> IllegalCalls =>
        from state in UnderWay
        from row in Legal
        from operation in Operations.Keys.Except(row.Allowed)
        select new TestCaseData(state, row.Status, operation);

    private static IEnumerable<TestCaseData> CallsWhileIdle =>
        from state in Idle
        from operation in Operations.Keys
        select new TestCaseData(state, operation);

    [TestCaseSource(nameof(LegalCalls))]
    public void RunOperation_WhenTheRunAllowsIt_ShouldChangeTheMigration(MigrationState state, RunStatus? run, string operation)
    {
        var migration = InWithRun(state, run);
        var before = migration.Snapshot();

        Operations[operation](migration, migration.Resources[0]);

        Assert.That(migration.Snapshot(), Is.Not.EqualTo(before));
    }

    [TestCaseSource(nameof(IllegalCalls))]
    public void RunOperation_WhenTheRunForbidsIt_ShouldThrowAndLeaveTheMigrationUnchanged(MigrationState state, RunStatus? run, string operation) =>
        AssertRefused(InWithRun(state, run), operation);

    [TestCaseSource(nameof(CallsWhileIdle))]
    public void RunOperation_WhenNoStepIsUnderWay_ShouldThrowAndLeaveTheMigrationUnchanged(MigrationState state, string operation) =>
        AssertRefused(AMigration.In(state), operation);

    [Test]
    public void RunOperation_WhenTheResourceIsOfAnotherMigration_ShouldThrow([ValueSource(nameof(OperationNames))] string operation)
    {
        var migration = AMigration.New().Run(Created, Running, Running);
        var stranger = AMigration.New(code: "MG00000001").Resources[0];

        Assert.That(() => Operations[operation](migration, stranger), Throws.InvalidOperationException.With.Message.Contains(stranger.Code));
    }

    private static IEnumerable<string> OperationNames => Operations.Keys;

    private static Migration InWithRun(MigrationState state, RunStatus? run)
    {
        var migration = AMigration.In(state);
        return run is { } status ? migration.Run(SecondDue, status) : migration;
    }

    private static void AssertRefused(Migration migration, string operation)
    {
        var before = migration.Snapshot();

        Assert.That(() => Operations[operation](migration, migration.Resources[0]), Throws.InvalidOperationException);

        Assert.That(migration.Snapshot(), Is.EqualTo(before));
    }
}
