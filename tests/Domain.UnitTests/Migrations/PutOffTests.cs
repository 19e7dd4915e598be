using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

/// <summary>Runs that wait because their login was refused for other mailboxes.</summary>
[TestFixture]
internal sealed class PutOffTests
{
    private static readonly RunError Paused = new(CopyFault.AuthPaused, "refused for others");

    [Test]
    public void PutOffRun_WhenTheRunHasNotBegun_ShouldBeNoAttemptAndKeepTheStepOpen()
    {
        var migration = AMigration.New(mailboxes: AMigration.Mailboxes(1));
        var resource = migration.Resources[0];

        resource.PutOffRun(MigrationStep.TestRun, Paused, FirstDue);
        resource.PutOffRun(MigrationStep.TestRun, Paused, FirstDone);

        var run = resource.FindRun(MigrationStep.TestRun)!;
        Assert.That((run.Attempts, run.Status, run.Fault, run.Error), Is.EqualTo((0, RunStatus.Error, (CopyFault?)CopyFault.AuthPaused, "refused for others")));
        Assert.That((run.PutOffAt, run.IsWaiting, resource.WaitsForLogin(), resource.Status), Is.EqualTo(((DateTimeOffset?)FirstDue, true, true, ResourceStatus.Error)));
        Assert.That((migration.IsStepOver, resource.CanStart(MigrationStep.TestRun)), Is.EqualTo((false, true)));
    }

    [Test]
    public void StartRun_WhenTheRunWasPutOff_ShouldBeItsFirstAttempt()
    {
        var resource = AMigration.New().Resources[0];
        resource.PutOffRun(MigrationStep.TestRun, Paused, FirstDue);

        var run = resource.StartRun(MigrationStep.TestRun, FirstDone);

        Assert.That((run.Attempts, run.StartedAt, run.PutOffAt, run.Fault, resource.WaitsForLogin()), Is.EqualTo((1, FirstDone, (DateTimeOffset?)null, (CopyFault?)null, false)));
    }

    [Test]
    public void GiveUpRun_WhenTheRunWasPutOff_ShouldBeItsVerdict()
    {
        var migration = AMigration.New(mailboxes: AMigration.Mailboxes(1));
        var resource = migration.Resources[0];
        resource.PutOffRun(MigrationStep.TestRun, Paused, FirstDue);

        resource.GiveUpRun(MigrationStep.TestRun, Paused, FirstDone);
        migration.FinishStepIfOver(FirstDone);

        Assert.That((resource.FindRun(MigrationStep.TestRun)!.Fault, resource.WaitsForLogin()), Is.EqualTo(((CopyFault?)CopyFault.AuthPaused, false)));
        Assert.That(migration.State, Is.EqualTo(new MigrationState(MigrationStatus.Failed, MigrationStep.TestRun)));
        migration.Retry(Later);
        Assert.That((resource.CanStart(MigrationStep.TestRun), resource.FindRun(MigrationStep.TestRun)!.PutOffAt), Is.EqualTo((true, (DateTimeOffset?)null)));
    }

    [Test]
    public void Repair_WhenTheRunWasPutOff_ShouldGiveItAllTheTimeAgain()
    {
        var migration = AMigration.New();
        var resource = migration.Resources[0];
        resource.PutOffRun(MigrationStep.TestRun, Paused, FirstDue);

        migration.Repair(resource, resource.ToLogin(), FirstDone);

        Assert.That((resource.FindRun(MigrationStep.TestRun)!.PutOffAt, resource.CanStart(MigrationStep.TestRun)), Is.EqualTo(((DateTimeOffset?)null, true)));
    }

    [Test]
    public void PutOffRun_WhenTheRunIsUnderWayOrOver_ShouldThrow()
    {
        var resource = AMigration.In(FirstRunning).Resources[0];
        Assert.That(() => resource.PutOffRun(MigrationStep.TestRun, Paused, FirstDue), Throws.InvalidOperationException, "over");

        resource.StartRun(MigrationStep.FirstExecution, FirstDue);
        Assert.That(() => resource.PutOffRun(MigrationStep.FirstExecution, Paused, FirstDue), Throws.InvalidOperationException, "under way");
        Assert.That(() => AMigration.New().Resources[0].PutOffRun(MigrationStep.FirstExecution, Paused, FirstDue), Throws.InvalidOperationException, "not tested yet");
    }
}
