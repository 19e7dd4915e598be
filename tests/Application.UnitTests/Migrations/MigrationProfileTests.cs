using AutoMapper;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.UnitTests.TestData;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Application.UnitTests.Migrations;

internal sealed class MigrationProfileTests
{
    private static readonly DateTimeOffset NothingIsLate = DateTimeOffset.MinValue;

    private TestApplication _app = null!;
    private IMapper _mapper = null!;

    [OneTimeSetUp]
    public void OneTimeSetUp()
    {
        _app = new TestApplication();
        _mapper = _app.Services.GetRequiredService<IMapper>();
    }

    [OneTimeTearDown]
    public void OneTimeTearDown() => _app.Dispose();

    [Test]
    public void Configuration_WhenBuilt_ShouldBeValid() =>
        Assert.That(() => _mapper.ConfigurationProvider.AssertConfigurationIsValid(), Throws.Nothing);

    [Test]
    public void Map_WhenNew_ShouldFillEveryProperty()
    {
        var migration = AMigration.New(
            code: "MG00000042",
            owner: "C2002",
            file: new CsvFile("20261120_MG00000042.csv", "Postfächer.csv", 2048),
            preset: Preset.StandardNoSsl,
            plan: new ExecutionPlan(Moments.FirstDue, Moments.SecondDue, FromDate: Moments.Created.AddMonths(-6)),
            mailboxes: 3);

        Assert.That(Map(migration), Is.EqualTo(new MigrationDto
        {
            Status = MigrationStatus.Validating,
            StatusDetail = "test run",
            Code = "MG00000042",
            CsvFileName = "20261120_MG00000042.csv",
            OriginalCsvFileName = "Postfächer.csv",
            CsvFileSize = 2048,
            Preset = "standard_no_ssl",
            ResourcesHasErrors = false,
            AdminFirstExecutionOverride = false,
            AdminSecondExecutionOverride = false,
            Resources = 3,
            CanDelete = false,
            ExecuteNow = false,
            IsLate = false,
            Owner = "C2002",
            CreatedAt = Moments.Created,
            UpdatedAt = Moments.Created,
            FirstExecutionDate = Moments.FirstDue,
            SecondExecutionDate = Moments.SecondDue,
            FromDate = Moments.Created.AddMonths(-6),
        }));
    }

    [Test]
    public void Map_WhenEndedWithErrors_ShouldFillEveryProperty() =>
        Assert.That(Map(AMigration.In(MigrationStatus.CompletedWithErrors, MigrationStep.FirstExecution)), Is.EqualTo(new MigrationDto
        {
            Status = MigrationStatus.CompletedWithErrors,
            StatusDetail = "first execution",
            Code = "MG12345678",
            CsvFileName = "kept.csv",
            OriginalCsvFileName = "uploaded.csv",
            CsvFileSize = 512,
            Preset = "standard_ssl",
            ResourcesHasErrors = true,
            AdminFirstExecutionOverride = false,
            AdminSecondExecutionOverride = false,
            Resources = 2,
            CanDelete = true,
            ExecuteNow = false,
            IsLate = false,
            Owner = "C1001",
            CreatedAt = Moments.Created,
            UpdatedAt = Moments.FirstDone,
            FirstExecutionDate = Moments.FirstDue,
            SecondExecutionDate = null,
            FromDate = null,
        }));

    [Test]
    public void Map_WhenExecutedNow_ShouldLeaveFirstDateOpen()
    {
        var dto = Map(AMigration.New(plan: new ExecutionPlan(ExecuteNow: true)));

        Assert.That((dto.ExecuteNow, dto.FirstExecutionDate), Is.EqualTo((true, (DateTimeOffset?)null)));
    }

    [TestCase(Execution.First, true, false)]
    [TestCase(Execution.Second, false, true)]
    public void Map_WhenForced_ShouldSayWhichExecution(Execution forced, bool first, bool second)
    {
        var step = forced == Execution.First ? MigrationStep.FirstExecution : MigrationStep.SecondExecution;
        var migration = AMigration.In(MigrationStatus.Scheduled, step);
        migration.ForceExecution(forced, Moments.Now);

        var dto = Map(migration);

        Assert.That((dto.AdminFirstExecutionOverride, dto.AdminSecondExecutionOverride), Is.EqualTo((first, second)));
    }

    [TestCase(0, false)]
    [TestCase(1, true)]
    public void Map_WhenThresholdPassesDueDate_ShouldBeLate(int ticks, bool late)
    {
        var mapped = MigrationProfile.Map(_mapper, [AMigration.Due(Moments.FirstDue)], Moments.FirstDue.AddTicks(ticks));

        Assert.That(mapped[0].IsLate, Is.EqualTo(late));
    }

    private MigrationDto Map(Migration migration) => MigrationProfile.Map(_mapper, [migration], NothingIsLate)[0];
}
