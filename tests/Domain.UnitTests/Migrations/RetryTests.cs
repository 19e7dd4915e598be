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
    public void Retry_WhenTheTestRunFailed_ShouldTestThatResourceFirstAndThenCopyIt()
    {
        var migration = AMigration.In(FirstRunning, tests: [Error, Success]).Run(FirstDue, Success);
        migration.FinishExecution(FirstDone);
        migration.Retry(Later);
        var resource = migration.Resources[0];
        Assert.That((migration.State, resource.CanStart(MigrationStep.TestRun), resource.CanStart(MigrationStep.FirstExecution)), Is.EqualTo((FirstRunning, true, false)));

        Do(resource, MigrationStep.TestRun, null);
        Assert.That((migration.IsStepOver, resource.CanStart(MigrationStep.FirstExecution)), Is.EqualTo((false, true)));
        Do(resource, MigrationStep.FirstExecution, null);
        migration.FinishStepIfOver(Later);

        Assert.That(migration.State, Is.EqualTo(FirstCompleted));
    }

    [Test]
    public void Retry_WhenTheTestFailsAgain_ShouldEndAsBefore()
    {
        var migration = AMigration.In(FirstRunning, tests: [Error, Success]).Run(FirstDue, Success);
        migration.FinishExecution(FirstDone);
        migration.Retry(Later);

        Do(migration.Resources[0], MigrationStep.TestRun, MigrationActs.Failure);
        migration.FinishStepIfOver(Later);

        Assert.That(migration.State, Is.EqualTo(FirstCompletedWithErrors));
    }

    [Test]
    public void Retry_WhenSomeArePicked_ShouldLeaveTheOthersAsTheyAre()
    {
        var migration = AMigration.In(FirstRunning, mailboxes: 3).Run(FirstDue, Error, Error, Success);
        migration.FinishExecution(FirstDone);

        migration.Retry(Later, [migration.Resources[1]]);

        Assert.That(migration.Resources.Select(migration.CanStartRun), Is.EqualTo(new[] { false, true, false }));
    }

    [Test]
    public void Retry_WhenASuccessIsPicked_ShouldThrowAndLeaveTheMigrationUnchanged()
    {
        var migration = AMigration.In(FirstCompletedWithErrors);
        AssertRefused(migration, migration.Resources[0]);
    }

    [Test]
    public void Retry_WhenOthersHadNotBegunWhenItWasCalledOff_ShouldRefuseToLeaveThemOut()
    {
        var migration = AMigration.In(FirstRunning).Run(FirstDue, Error).Then(it => it.Cancel(FirstDone));
        Assert.That(migration.FindNotBegun(), Is.EqualTo(new[] { migration.Resources[1] }));
        AssertRefused(migration, migration.Resources[0]);
    }

    [Test]
    public void Retry_WhenCalledOffAfterTheLastTestHadPassed_ShouldGoOnAtOnce()
    {
        var migration = AMigration.In(BeingValidated).Run(Created, Success, Success).Then(it => it.Cancel(Created));
        Assert.That(migration.State, Is.EqualTo(ValidationFailed));

        migration.Retry(Later);

        Assert.That(migration.State, Is.EqualTo(AwaitingSlot));
    }

    [Test]
    public void Retry_WhenItBeginsAgain_ShouldCountTheTimeFromThen()
    {
        var migration = AMigration.In(FirstCompletedWithErrors).Then(it => it.Retry(SecondDone));
        var resource = migration.Resources[1];

        resource.StartRun(MigrationStep.FirstExecution, Later);

        var run = resource.FindRun(MigrationStep.FirstExecution)!;
        Assert.That((run.StartedAt, run.Attempts, run.IsAskedAgain), Is.EqualTo((Later, 2, false)));
    }

    [Test]
    public void Retry_WhenAPasswordHasBeenErased_ShouldThrowAndLeaveTheMigrationUnchanged()
    {
        var migration = AMigration.New(mailboxes: [new("user1@example.com", "imap.example.net", "user1")]);
        migration.Run(Created, Error).FinishValidation(Validated);

        AssertRefused(migration);
    }

    private static void Do(MigrationResource resource, MigrationStep step, RunError? error)
    {
        resource.StartRun(step, Later);
        resource.FinishRun(step, RunProgress.None, error, Later);
    }

    private static void AssertRefused(Migration migration, params MigrationResource[]? picked)
    {
        var before = migration.Snapshot();

        Assert.That(() => migration.Retry(Later, picked is { Length: 0 } ? null : picked), Throws.TypeOf<InvalidOperationException>());

        Assert.That(migration.Snapshot(), Is.EqualTo(before));
    }
}
