using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.Migrations.RunStatus;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

/// <summary>
/// A password is kept through all of a migration's life: after the end what failed may be tried again, and the second execution be done again. When that
/// time is over the database forgets it.
/// </summary>
[TestFixture]
internal sealed class PasswordsTests
{
    [TestCaseSource(typeof(States), nameof(All))]
    public void SealedPassword_WhereverTheMigrationStands_ShouldBeKept(MigrationState state) => AssertKept(AMigration.In(state));

    [Test]
    public void FinishValidation_WhenATestRunFailed_ShouldKeepThatPassword() => AssertKept(AMigration.In(AwaitingSlot, tests: [Error, Success]));

    [Test]
    public void Cancel_WhenEverythingWasCopiedBeforeTheSecond_ShouldKeepAll() => AssertKept(AMigration.In(SecondScheduled).Then(it => it.Cancel(Later)));

    private static void AssertKept(Migration migration) =>
        Assert.That(migration.Resources.Select(resource => resource.SealedPassword), Is.All.EqualTo("sealed"));
}
