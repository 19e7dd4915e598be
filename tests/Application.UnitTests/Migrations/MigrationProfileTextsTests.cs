using AutoMapper;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.UnitTests.TestData;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Application.UnitTests.Migrations;

/// <summary>What API clients read for every state and preset.</summary>
internal sealed class MigrationProfileTextsTests
{
    private TestApplication _app = null!;

    [OneTimeSetUp]
    public void OneTimeSetUp() => _app = new TestApplication();

    [OneTimeTearDown]
    public void OneTimeTearDown() => _app.Dispose();

    [TestCase(MigrationStatus.Validating, MigrationStep.TestRun, "test run", false)]
    [TestCase(MigrationStatus.Failed, MigrationStep.TestRun, "test run", true)]
    [TestCase(MigrationStatus.ToSchedule, null, null, true)]
    [TestCase(MigrationStatus.Scheduled, MigrationStep.FirstExecution, "first execution", true)]
    [TestCase(MigrationStatus.Running, MigrationStep.FirstExecution, "first execution", false)]
    [TestCase(MigrationStatus.Completed, MigrationStep.FirstExecution, "first execution", true)]
    [TestCase(MigrationStatus.CompletedWithErrors, MigrationStep.FirstExecution, "first execution", true)]
    [TestCase(MigrationStatus.Failed, MigrationStep.FirstExecution, "first execution", true)]
    [TestCase(MigrationStatus.Scheduled, MigrationStep.SecondExecution, "second execution", true)]
    [TestCase(MigrationStatus.Running, MigrationStep.SecondExecution, "second execution", false)]
    [TestCase(MigrationStatus.Completed, MigrationStep.SecondExecution, "second execution", true)]
    [TestCase(MigrationStatus.CompletedWithErrors, MigrationStep.SecondExecution, "second execution", true)]
    [TestCase(MigrationStatus.Failed, MigrationStep.SecondExecution, "second execution", true)]
    public void Map_WhenInState_ShouldTellStatusDetailAndWhetherItCanBeDeleted(
        MigrationStatus status, MigrationStep? step, string? detail, bool canDelete)
    {
        var dto = Map(AMigration.In(status, step));

        Assert.That((dto.Status, dto.StatusDetail, dto.CanDelete), Is.EqualTo((status, detail, canDelete)));
    }

    [TestCase(MigrationStatus.Scheduled, MigrationStatus.Failed)]
    [TestCase(MigrationStatus.Running, MigrationStatus.Running)]
    public void Map_WhenCancelled_ShouldSayThatRatherThanTheStep(MigrationStatus before, MigrationStatus after)
    {
        var migration = AMigration.In(before, MigrationStep.FirstExecution);
        migration.Resources.Where(migration.CanStartRun).ToList().ForEach(resource => migration.StartRun(resource, Moments.FirstDue));
        migration.Cancel(Moments.FirstDue);

        Assert.That((Map(migration).Status, Map(migration).StatusDetail), Is.EqualTo((after, "cancelled")));
    }

    [TestCase(Preset.StandardSsl, "standard_ssl")]
    [TestCase(Preset.StandardNoSsl, "standard_no_ssl")]
    [TestCase(Preset.Gmail, "gmail")]
    [TestCase(Preset.Exchange, "exchange")]
    [TestCase(Preset.Office365, "office365")]
    public void Map_WhenPresetIs_ShouldSpellIt(Preset preset, string text) =>
        Assert.That(Map(AMigration.New(preset: preset)).Preset, Is.EqualTo(text));

    private MigrationDto Map(Migration migration) =>
        MigrationProfile.Map(_app.Services.GetRequiredService<IMapper>(), [migration], DateTimeOffset.MinValue)[0];
}
