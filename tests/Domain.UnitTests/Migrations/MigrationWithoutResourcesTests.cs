using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

/// <summary>A list reads migrations without their resources: what needs them must refuse, not decide on an empty list.</summary>
[TestFixture]
internal sealed class MigrationWithoutResourcesTests
{
    [Test]
    public void FinishValidation_WhenReadWithoutResources_ShouldThrow() =>
        Assert.That(() => Bare(BeingValidated).FinishValidation(Later), Throws.TypeOf<InvalidOperationException>());

    [Test]
    public void FinishExecution_WhenReadWithoutResources_ShouldThrow() =>
        Assert.That(() => Bare(FirstRunning).FinishExecution(Later), Throws.TypeOf<InvalidOperationException>());

    [Test]
    public void StartRun_WhenReadWithoutResources_ShouldThrow()
    {
        var resource = AMigration.New().Resources[0];

        Assert.That(() => Bare(BeingValidated).StartRun(resource, Later), Throws.InvalidOperationException.With.Message.Contains("without"));
    }

    [Test]
    public void Schedule_WhenReadWithoutResources_ShouldNotNeedThem()
    {
        var migration = Bare(AwaitingSlot);

        migration.Schedule(Later);

        Assert.That(migration.State, Is.EqualTo(FirstScheduled));
    }

    private static Migration Bare(MigrationState state)
    {
        var migration = AMigration.In(state);
        ((List<MigrationResource>)migration.Resources).Clear();
        return migration;
    }
}
