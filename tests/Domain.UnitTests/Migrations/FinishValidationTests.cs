using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.Migrations.RunStatus;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

[TestFixture]
internal sealed class FinishValidationTests
{
    private static IEnumerable<TestCaseData> Outcomes =>
    [
        new(new[] { Success, Success }, AwaitingSlot),
        new(new[] { Error, Success }, AwaitingSlot),
        new(new[] { Success, Crashed }, AwaitingSlot),
        new(new[] { Error, Error }, ValidationFailed),
        new(new[] { Error, Crashed }, ValidationFailed),
        new(new[] { Crashed, Crashed }, ValidationFailed),
    ];

    private static IEnumerable<TestCaseData> Unfinished =>
    [
        new(Array.Empty<RunStatus>()),
        new([new[] { Success }]),
        new([new[] { Success, Running }]),
        new([new[] { Error }]),
        new([new[] { Error, Running }]),
    ];

    [TestCaseSource(nameof(Outcomes))]
    public void FinishValidation_WhenEveryTestRunIsOver_ShouldFollowTheUsableResources(RunStatus[] tests, MigrationState expected)
    {
        var migration = AMigration.New().Run(Created, tests);

        migration.FinishValidation(Validated);

        Assert.That(migration.State, Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(Unfinished))]
    public void FinishValidation_WhenATestRunIsNotOver_ShouldThrow(RunStatus[] tests)
    {
        var migration = AMigration.New().Run(Created, tests);

        Assert.That(() => migration.FinishValidation(Validated), Throws.TypeOf<InvalidOperationException>());
    }

    [TestCaseSource(nameof(Unfinished))]
    public void FinishValidation_WhenATestRunIsNotOver_ShouldLeaveTheMigrationUnchanged(RunStatus[] tests)
    {
        var migration = AMigration.New().Run(Created, tests);
        var before = migration.Snapshot();

        Assert.That(() => migration.FinishValidation(Validated), Throws.InvalidOperationException);

        Assert.That(migration.Snapshot(), Is.EqualTo(before));
    }

    [Test]
    public void FinishValidation_WhenExecuteNow_ShouldMakeTheFirstExecutionDueAtOnce()
    {
        var migration = AMigration.New(plan: new(ExecuteNow: true)).Run(Created, Success, Success);

        migration.FinishValidation(Validated.Elsewhere());

        Assert.That(migration.FirstExecutionDate, Is.EqualTo(Validated).And.Property(nameof(DateTimeOffset.Offset)).EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void FinishValidation_WhenExecuteNowAndNothingIsUsable_ShouldLeaveTheFirstDateOpen()
    {
        var migration = AMigration.New(plan: new(ExecuteNow: true)).Run(Created, Error, Error);

        migration.FinishValidation(Validated);

        Assert.That(migration.FirstExecutionDate, Is.Null);
    }

    [Test]
    public void FinishValidation_WhenExecuteNowAndForcedBefore_ShouldKeepTheForcedDate()
    {
        var migration = AMigration.New(plan: new(ExecuteNow: true)).Run(Created, Success, Success);
        migration.ForceExecution(Execution.First, Created.AddMinutes(1));

        migration.FinishValidation(Validated);

        Assert.That(migration.FirstExecutionDate, Is.EqualTo(Created.AddMinutes(1)));
    }

    [Test]
    public void FinishValidation_WhenTheFirstDateIsPlanned_ShouldKeepIt()
    {
        var migration = AMigration.New().Run(Created, Success, Success);

        migration.FinishValidation(Validated);

        Assert.That(migration.FirstExecutionDate, Is.EqualTo(FirstDue));
    }
}
