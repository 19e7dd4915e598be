using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.Migrations.RunStatus;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

[TestFixture]
internal sealed class FinishExecutionTests
{
    private static readonly RunStatus[] TwoPassed = [Success, Success];
    private static readonly RunStatus[] OnePassed = [Error, Success];

    /// <summary>Test runs, then the runs of the usable resources in the last planned execution, then how the migration ends.</summary>
    private static IEnumerable<TestCaseData> Endings =>
        from row in new[]
        {
            (Tests: TwoPassed, Runs: new[] { Success, Success }, First: FirstCompleted, Second: SecondCompleted),
            (TwoPassed, [Success, Error], FirstCompletedWithErrors, SecondCompletedWithErrors),
            (TwoPassed, [Crashed, Success], FirstCompletedWithErrors, SecondCompletedWithErrors),
            (TwoPassed, [Error, Error], FirstFailed, SecondFailed),
            (TwoPassed, [Crashed, Error], FirstFailed, SecondFailed),
            (OnePassed, [Success], FirstCompletedWithErrors, SecondCompletedWithErrors),
            (OnePassed, [Error], FirstFailed, SecondFailed),
        }
        from last in new[] { (Running: FirstRunning, Ended: row.First), (Running: SecondRunning, Ended: row.Second) }
        select new TestCaseData(last.Running, row.Tests, row.Runs, last.Ended);

    private static IEnumerable<TestCaseData> Unfinished =>
        from running in new[] { FirstRunning, SecondRunning }
        from runs in new RunStatus[][] { [], [Success], [Success, Running], [Error, Running] }
        select new TestCaseData(running, runs);

    [TestCaseSource(nameof(Endings))]
    public void FinishExecution_WhenItIsTheLast_ShouldEndAsTheResourcesHaveEarned(
        MigrationState running, RunStatus[] tests, RunStatus[] runs, MigrationState expected)
    {
        var migration = AMigration.In(running, tests: tests).Run(SecondDue, runs);

        migration.FinishExecution(SecondDone);

        Assert.That(migration.State, Is.EqualTo(expected));
    }

    [TestCase(Success, Success)]
    [TestCase(Success, Error)]
    [TestCase(Error, Crashed)]
    public void FinishExecution_WhenASecondIsPlanned_ShouldAwaitIt(RunStatus one, RunStatus two)
    {
        var migration = AMigration.In(FirstRunning, second: SecondDue).Run(FirstDue, one, two);

        migration.FinishExecution(FirstDone);

        Assert.That(migration.State, Is.EqualTo(SecondScheduled));
    }

    [Test]
    public void FinishExecution_WhenTheFirstFailedButTheSecondSucceeds_ShouldComplete()
    {
        var migration = AMigration.In(FirstRunning, second: SecondDue).Run(FirstDue, Error, Crashed);
        migration.FinishExecution(FirstDone);
        migration.StartExecution(SecondDue);
        migration.Run(SecondDue, Success, Success);

        migration.FinishExecution(SecondDone);

        Assert.That(migration.State, Is.EqualTo(SecondCompleted));
    }

    [Test]
    public void FinishExecution_WhenTheSecondWasForcedDuringTheFirst_ShouldAwaitIt()
    {
        var migration = AMigration.In(FirstRunning).Run(FirstDue, Success, Success);
        migration.ForceExecution(Execution.Second, FirstDone);

        migration.FinishExecution(FirstDone);

        Assert.That(migration.State, Is.EqualTo(SecondScheduled));
    }

    [TestCaseSource(nameof(Unfinished))]
    public void FinishExecution_WhenARunIsNotOver_ShouldThrow(MigrationState running, RunStatus[] runs)
    {
        var migration = AMigration.In(running).Run(SecondDue, runs);

        Assert.That(() => migration.FinishExecution(SecondDone), Throws.TypeOf<InvalidOperationException>());
    }

    [TestCaseSource(nameof(Unfinished))]
    public void FinishExecution_WhenARunIsNotOver_ShouldLeaveTheMigrationUnchanged(MigrationState running, RunStatus[] runs)
    {
        var migration = AMigration.In(running).Run(SecondDue, runs);
        var before = migration.Snapshot();

        Assert.That(() => migration.FinishExecution(SecondDone), Throws.InvalidOperationException);

        Assert.That(migration.Snapshot(), Is.EqualTo(before));
    }
}
