using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.Migrations.RunStatus;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

/// <summary>Mailboxes that come later, and that go.</summary>
[TestFixture]
internal sealed class RowsTests
{
    private static readonly Mailbox Newcomer = new("new@example.com", "imap.example.net", "new", SealedPassword: "sealed");

    [TestCaseSource(typeof(States), nameof(GoingOn))]
    public void AddResources_WhenItGoesOn_ShouldHaveThemTestedAndWaitForThem(MigrationState state)
    {
        var migration = AMigration.In(state);

        var added = migration.AddResources(ACustomer.With(), [Newcomer], Later.Elsewhere());

        Assert.That(added.Select(resource => (resource.Code, resource.Row, resource.CreatedAt)), Is.EqualTo(new[] { ($"{AMigration.Code}-3", 3, Later) }));
        Assert.That((migration.ResourceCount, added[0].CanStart(MigrationStep.TestRun), migration.IsStepOver), Is.EqualTo((3, true, false)));
    }

    [Test]
    public void FinishStepIfOver_WhenANewcomerIsStillTested_ShouldWaitForItAndThenCopyIt()
    {
        var migration = AMigration.In(FirstRunning).Run(FirstDue, Success, Success);
        var resource = migration.AddResources(ACustomer.With(), [Newcomer], FirstDone)[0];
        migration.FinishStepIfOver(FirstDone);
        Assert.That(migration.State, Is.EqualTo(FirstRunning));

        foreach (var step in new[] { MigrationStep.TestRun, MigrationStep.FirstExecution })
        {
            resource.StartRun(step, Later);
            resource.FinishRun(step, RunProgress.None, null, Later);
        }

        migration.FinishStepIfOver(Later);
        Assert.That(migration.State, Is.EqualTo(FirstCompleted));
    }

    [Test]
    public void AddResources_WhenAMailboxIsNotTheOwners_ShouldThrow() =>
        Assert.That(() => AMigration.New().AddResources(ACustomer.With(), [new("new@other.example", "h", "u")], Later), Throws.ArgumentException);

    [Test]
    public void AddResources_WhenThereIsNone_ShouldThrow() =>
        Assert.That(() => AMigration.New().AddResources(ACustomer.With(), [], Later), Throws.ArgumentException);

    [TestCaseSource(typeof(States), nameof(UnderWay))]
    public void AddResources_WhenBeingCancelled_ShouldThrow(MigrationState state)
    {
        var migration = AMigration.In(state).Run(SecondDue, Running).Then(it => it.Cancel(Later));

        Assert.That(() => migration.AddResources(ACustomer.With(), [Newcomer], Later), Throws.TypeOf<IllegalTransitionException>());
    }

    [Test]
    public void AddResources_WhenTheLastWasTakenOut_ShouldNotUseItsCodeAgain()
    {
        var migration = AMigration.New(mailboxes: AMigration.Mailboxes(3));
        migration.RemoveResource(migration.Resources[2], Created);
        migration.RemoveResource(migration.Resources[1], Created);

        var added = migration.AddResources(ACustomer.With(), [Newcomer], Later);

        Assert.That(added[0].Code, Is.EqualTo($"{AMigration.Code}-4"));
    }

    [TestCaseSource(typeof(States), nameof(UnderWay))]
    public void RemoveResource_WhenItsRunIsUnderWay_ShouldThrowAndLeaveTheMigrationUnchanged(MigrationState state)
    {
        var migration = AMigration.In(state).Run(SecondDue, Running);
        var before = migration.Snapshot();

        Assert.That(() => migration.RemoveResource(migration.Resources[0], Later), Throws.TypeOf<InvalidOperationException>());

        Assert.That(migration.Snapshot(), Is.EqualTo(before));
    }

    [Test]
    public void RemoveResource_WhenItIsTheOnlyOne_ShouldThrow()
    {
        var migration = AMigration.New(mailboxes: AMigration.Mailboxes(1));

        Assert.That(() => migration.RemoveResource(migration.Resources[0], Later), Throws.TypeOf<InvalidOperationException>());
    }

    [Test]
    public void RemoveResource_WhenItAloneHadFailed_ShouldLeaveNoError()
    {
        var migration = AMigration.In(FirstScheduled, tests: [Error, Success]);

        migration.RemoveResource(migration.Resources[0], Later);

        Assert.That((migration.ResourceCount, migration.Resources.Count, migration.ResourcesHasErrors), Is.EqualTo((1, 1, false)));
    }
}
