using System.Text;
using Hosting.Migrations.Application.SampleData.Seed;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.UnitTests.TestData;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.UnitTests.SampleData;

/// <summary>What 20,000 migrations of 50 customers look like.</summary>
internal sealed class SampleDataShapeTests
{
    private const int Customers = 50;
    private const int Count = 20_000;

    private static readonly DateTimeOffset Late = Moments.Now.AddMinutes(-15);

    private IReadOnlyList<Migration> _migrations = [];

    [OneTimeSetUp]
    public async Task OneTimeSetUp()
    {
        using var app = new TestApplication();
        await app.SendAsync(new SeedCommand(Customers, Count, Moments.Now));
        _migrations = app.SampleData.Migrations;
    }

    [Test]
    public void Codes_WhenMany_ShouldBeUnique() =>
        Assert.That(_migrations.Select(migration => migration.Code).Distinct().Count(), Is.EqualTo(Count));

    [TestCase(MigrationStatus.Validating, MigrationStep.TestRun)]
    [TestCase(MigrationStatus.ToSchedule, null)]
    [TestCase(MigrationStatus.Scheduled, MigrationStep.FirstExecution)]
    [TestCase(MigrationStatus.Scheduled, MigrationStep.SecondExecution)]
    [TestCase(MigrationStatus.Running, MigrationStep.FirstExecution)]
    [TestCase(MigrationStatus.Running, MigrationStep.SecondExecution)]
    [TestCase(MigrationStatus.Completed, MigrationStep.FirstExecution)]
    [TestCase(MigrationStatus.Completed, MigrationStep.SecondExecution)]
    [TestCase(MigrationStatus.CompletedWithErrors, MigrationStep.FirstExecution)]
    [TestCase(MigrationStatus.CompletedWithErrors, MigrationStep.SecondExecution)]
    [TestCase(MigrationStatus.Failed, MigrationStep.TestRun)]
    [TestCase(MigrationStatus.Failed, MigrationStep.FirstExecution)]
    public void States_WhenMany_ShouldOccur(MigrationStatus status, MigrationStep? step) =>
        Assert.That(Share(migration => migration.State == new MigrationState(status, step)), Is.GreaterThan(0.001));

    [Test]
    public void Statuses_WhenMany_ShouldAllOccur() =>
        Assert.That(_migrations.Select(migration => migration.Status).Distinct(), Is.EquivalentTo(Enum.GetValues<MigrationStatus>()));

    [Test]
    public void Presets_WhenMany_ShouldAllOccur() =>
        Assert.That(_migrations.Select(migration => migration.Preset).Distinct(), Is.EquivalentTo(Enum.GetValues<Preset>()));

    [Test]
    public void Late_WhenMany_ShouldBeSome() =>
        Assert.That(Share(migration => migration.IsLate(Late)), Is.InRange(0.001, 0.1));

    [Test]
    public void FirstOverrides_WhenMany_ShouldBeSome() =>
        Assert.That(Share(migration => migration.AdminFirstExecutionOverride), Is.InRange(0.001, 0.1));

    [Test]
    public void SecondOverrides_WhenMany_ShouldBeSome() =>
        Assert.That(Share(migration => migration.AdminSecondExecutionOverride), Is.InRange(0.001, 0.1));

    [Test]
    public void ExecuteNow_WhenMany_ShouldBeSome() =>
        Assert.That(Share(migration => migration.ExecuteNow), Is.InRange(0.001, 0.5));

    [Test]
    public void FileNames_WhenMany_ShouldPartlyBeNonAscii() =>
        Assert.That(Share(migration => !Ascii.IsValid(migration.OriginalCsvFileName)), Is.InRange(0.1, 0.9));

    [Test]
    public void Owners_WhenMany_ShouldBeSkewed()
    {
        var largest = _migrations.CountBy(migration => migration.Owner).Max(owner => owner.Value);

        Assert.That(largest, Is.GreaterThan(5 * Count / Customers));
    }

    [Test]
    public void Owners_WhenMany_ShouldAllOwnSome() =>
        Assert.That(_migrations.Select(migration => migration.Owner).Distinct().Count(), Is.EqualTo(Customers));

    [Test]
    public void Order_WhenMany_ShouldBeOldestFirst() =>
        Assert.That(_migrations.Select(migration => migration.CreatedAt), Is.Ordered);

    [Test]
    public void CreatedAt_WhenMany_ShouldLieInThePast() =>
        Assert.That(_migrations.Max(migration => migration.CreatedAt), Is.LessThan(Moments.Now));

    [Test]
    public void UpdatedAt_WhenMany_ShouldLieInThePast() =>
        Assert.That(_migrations.Max(migration => migration.UpdatedAt), Is.LessThanOrEqualTo(Moments.Now));

    private double Share(Func<Migration, bool> condition) => _migrations.Count(condition) / (double)Count;
}
