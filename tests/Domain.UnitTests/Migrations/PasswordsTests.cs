using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.Migrations.RunStatus;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

/// <summary>A password is kept as long as a run may need it, and no longer.</summary>
[TestFixture]
internal sealed class PasswordsTests
{
    /// <summary>The state, and whether the first and the second mailbox's passwords are still there.</summary>
    private static IEnumerable<TestCaseData> Kept =>
    [
        new(BeingValidated, true, true),
        new(ValidationFailed, true, true),
        new(AwaitingSlot, true, true),
        new(FirstScheduled, true, true),
        new(FirstRunning, true, true),
        new(FirstCompleted, false, false),
        new(FirstCompletedWithErrors, false, true),
        new(FirstFailed, true, true),
        new(SecondScheduled, true, true),
        new(SecondRunning, true, true),
        new(SecondCompleted, false, false),
        new(SecondCompletedWithErrors, false, true),
        new(SecondFailed, true, true),
    ];

    [TestCaseSource(nameof(Kept))]
    public void SealedPassword_WhenTheMigrationStandsSomewhere_ShouldBeKeptForWhatMayStillRun(MigrationState state, bool first, bool second) =>
        Assert.That(KeptIn(AMigration.In(state)), Is.EqualTo(new[] { first, second }));

    [Test]
    public void FinishValidation_WhenATestRunFailed_ShouldForgetThatPassword() =>
        Assert.That(KeptIn(AMigration.In(AwaitingSlot, tests: [Error, Success])), Is.EqualTo(new[] { false, true }));

    [Test]
    public void Cancel_WhenEverythingWasCopiedBeforeTheSecond_ShouldForgetAll() =>
        Assert.That(KeptIn(AMigration.In(SecondScheduled).Then(it => it.Cancel(Later))), Is.EqualTo(new[] { false, false }));

    [Test]
    public void Cancel_WhenNothingHasBegun_ShouldKeepAllForARetry() =>
        Assert.That(KeptIn(AMigration.In(FirstScheduled).Then(it => it.Cancel(Later))), Is.EqualTo(new[] { true, true }));

    private static bool[] KeptIn(Migration migration) => [.. migration.Resources.Select(resource => resource.SealedPassword is not null)];
}
