using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.Migrations.RunStatus;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

/// <summary>Only what did not succeed in the step that ended last is done again.</summary>
[TestFixture]
internal sealed class RetryTests
{
    private static readonly MigrationState[] WithErrors = [FirstCompletedWithErrors, SecondCompletedWithErrors];

    [TestCaseSource(nameof(WithErrors))]
    public void Retry_WhenSomeFailed_ShouldLetThoseAloneStart(MigrationState state)
    {
        var migration = AMigration.In(state).Then(it => it.Retry(Later));

        Assert.That(migration.Resources.Select(migration.CanStartRun), Is.EqualTo(new[] { false, true }));
    }

    [TestCaseSource(nameof(WithErrors))]
    public void Retry_WhenTheFailedSucceedNow_ShouldLeadToCompleted(MigrationState state)
    {
        var migration = AMigration.In(state).Then(it => it.Retry(Later));
        migration.StartRun(migration.Resources[1], Later);
        migration.FinishRun(migration.Resources[1], RunProgress.None, null, Later);

        migration.FinishStepIfOver(Later);

        Assert.That(migration.State, Is.EqualTo(new MigrationState(MigrationStatus.Completed, state.Step)));
    }

    [Test]
    public void Retry_WhenValidationFailed_ShouldTestEveryMailboxAgain()
    {
        var migration = AMigration.In(ValidationFailed).Then(it => it.Retry(Later));

        migration.Run(Later, Success, Success).FinishStepIfOver(Later);

        Assert.That(migration.State, Is.EqualTo(AwaitingSlot));
    }

    [Test]
    public void Retry_WhenTheRunHadUsedUpItsAttempts_ShouldGiveItAllOfThemAgain()
    {
        var migration = AMigration.In(FirstRunning).Run(FirstDue, Success, Crashed).Then(it => it.FinishExecution(FirstDone));

        migration.Retry(Later);

        Assert.That(migration.Resources[1].FindRun(MigrationStep.FirstExecution)!.Crashes, Is.Zero);
    }

    [Test]
    public void Retry_WhenCalledOffBeforeItBegan_ShouldStartWhatNeverStarted()
    {
        var migration = AMigration.In(FirstScheduled).Then(it => it.Cancel(SlotFree));

        migration.Retry(Later);

        Assert.That(
            (migration.State, migration.IsCancelled, migration.Resources.All(migration.CanStartRun)),
            Is.EqualTo((FirstRunning, false, true)));
    }

    [Test]
    public void Retry_WhenCalledOffDuringTheFirst_ShouldGoOnToTheSecondWithEveryPassword()
    {
        var migration = AMigration.In(FirstRunning, second: SecondDue).Run(FirstDue, Success).Then(it => it.Cancel(FirstDone));
        migration.Retry(Later);
        migration.StartRun(migration.Resources[1], Later);
        migration.FinishRun(migration.Resources[1], RunProgress.None, null, Later);

        migration.FinishStepIfOver(Later);

        Assert.That(
            (migration.State, migration.Resources.All(resource => resource.SealedPassword is not null)),
            Is.EqualTo((SecondScheduled, true)));
    }

    [Test]
    public void Retry_WhenTheTestRunFailed_ShouldLeaveThatResourceOut()
    {
        var migration = AMigration.In(FirstRunning, mailboxes: 3, tests: [Error, Success, Success]).Run(FirstDue, Error, Success);
        migration.FinishExecution(FirstDone);

        Assert.That(migration.FindRetryable(), Is.EqualTo(new[] { migration.Resources[1] }));
    }

    [Test]
    public void Retry_WhenOnlyTestRunsFailed_ShouldThrowAndLeaveTheMigrationUnchanged()
    {
        var migration = AMigration.In(FirstRunning, tests: [Error, Success]).Run(FirstDue, Success);
        migration.FinishExecution(FirstDone);

        AssertRefused(migration);
    }

    [Test]
    public void Retry_WhenAPasswordHasBeenErased_ShouldThrowAndLeaveTheMigrationUnchanged()
    {
        var migration = AMigration.New(mailboxes: [new("user1@example.com", "imap.example.net", "user1")]);
        migration.Run(Created, Error).FinishValidation(Validated);

        AssertRefused(migration);
    }

    private static void AssertRefused(Migration migration)
    {
        var before = migration.Snapshot();

        Assert.That(() => migration.Retry(Later), Throws.TypeOf<InvalidOperationException>());

        Assert.That(migration.Snapshot(), Is.EqualTo(before));
    }
}
