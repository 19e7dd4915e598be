using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

/// <summary>The second execution once more: what has arrived since, as often as it is needed.</summary>
[TestFixture]
internal sealed class RepeatTests
{
    [TestCase(1)]
    [TestCase(3)]
    public void ForceExecution_WhenTheSecondWasDone_ShouldDoItAgain(int times)
    {
        var migration = AMigration.In(SecondCompleted);
        for (var i = 0; i < times; i++)
        {
            migration.ForceExecution(Execution.Second, Later);
            migration.StartExecution(Later);
            Assert.That(migration.Resources.Select(migration.CanStartRun), Is.All.True);
            migration.Run(Later, RunStatus.Success, RunStatus.Success).FinishStepIfOver(Later);
        }

        var run = migration.Resources[0].FindRun(MigrationStep.SecondExecution)!;
        Assert.That((migration.State, run.Attempts, run.StartedAt), Is.EqualTo((SecondCompleted, times + 1, Later)));
    }

    [Test]
    public void ForceExecution_WhenItWasCalledOff_ShouldGoOn()
    {
        var migration = AMigration.In(SecondScheduled).Then(it => it.Cancel(SecondDue));

        migration.ForceExecution(Execution.Second, Later);

        Assert.That((migration.State, migration.IsCancelled, migration.EndedAt, migration.AdminSecondExecutionOverride), Is.EqualTo((SecondScheduled, false, (DateTimeOffset?)null, true)));
    }

    [Test]
    public void ForceExecution_WhenThePasswordsAreGone_ShouldThrowAndLeaveTheMigrationUnchanged()
    {
        var migration = AMigration.New(mailboxes: [new("user1@example.com", "imap.example.net", "user1")]);
        migration.Run(Created, RunStatus.Success).FinishValidation(Validated);
        migration.ForceExecution(Execution.First, Validated);
        migration.StartExecution(Validated);
        migration.Run(FirstDue, RunStatus.Success).FinishExecution(FirstDone);
        var before = migration.Snapshot();

        Assert.That(() => migration.ForceExecution(Execution.Second, Later), Throws.TypeOf<InvalidOperationException>());

        Assert.That(migration.Snapshot(), Is.EqualTo(before));
    }

    [Test]
    public void Cancel_WhenTheRepeatedOneIsWaitedFor_ShouldLeaveWhatWasCopied()
    {
        var migration = AMigration.In(SecondCompleted).Then(it => it.ForceExecution(Execution.Second, Later));

        migration.Cancel(Later);

        Assert.That((migration.State, migration.Resources[0].FindRun(MigrationStep.SecondExecution)!.Status), Is.EqualTo((SecondCompleted, RunStatus.Success)));
    }
}
