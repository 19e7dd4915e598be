using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Domain.UnitTests;

[TestFixture]
internal sealed class EnumTextTests
{
    private static readonly string[] Statuses =
        ["validating", "to_schedule", "scheduled", "running", "failed", "completed_with_errors", "completed"];

    private static readonly string[] Presets = ["standard_ssl", "standard_no_ssl", "gmail", "exchange", "office365"];

    private static readonly string[] ResourceStatuses = ["pending", "running", "success", "error", "crashed"];

    private static readonly string[] RunStatuses = ["running", "success", "error", "crashed"];

    private static readonly string[] Executions = ["first", "second"];

    [TestCase(MigrationStatus.Validating, "validating")]
    [TestCase(MigrationStatus.ToSchedule, "to_schedule")]
    [TestCase(MigrationStatus.Scheduled, "scheduled")]
    [TestCase(MigrationStatus.Running, "running")]
    [TestCase(MigrationStatus.Failed, "failed")]
    [TestCase(MigrationStatus.CompletedWithErrors, "completed_with_errors")]
    [TestCase(MigrationStatus.Completed, "completed")]
    public void ToText_WhenMigrationStatus_ShouldBeTheContracts(MigrationStatus status, string expected) =>
        Assert.That(EnumText<MigrationStatus>.ToText(status), Is.EqualTo(expected));

    [TestCase(Preset.StandardSsl, "standard_ssl")]
    [TestCase(Preset.StandardNoSsl, "standard_no_ssl")]
    [TestCase(Preset.Gmail, "gmail")]
    [TestCase(Preset.Exchange, "exchange")]
    [TestCase(Preset.Office365, "office365")]
    public void ToText_WhenPreset_ShouldBeTheDesigns(Preset preset, string expected) =>
        Assert.That(EnumText<Preset>.ToText(preset), Is.EqualTo(expected));

    [Test]
    public void ToText_WhenTheMemberIsNotDeclared_ShouldThrow() =>
        Assert.That(() => EnumText<Preset>.ToText((Preset)99), Throws.TypeOf<KeyNotFoundException>());

    [Test]
    public void All_WhenMigrationStatus_ShouldBeTheContractsInOrder() => Assert.That(EnumText<MigrationStatus>.All, Is.EqualTo(Statuses));

    [Test]
    public void All_WhenPreset_ShouldBeTheDesignsInOrder() => Assert.That(EnumText<Preset>.All, Is.EqualTo(Presets));

    [Test]
    public void All_WhenResourceStatus_ShouldBeTheContractsInOrder() => Assert.That(EnumText<ResourceStatus>.All, Is.EqualTo(ResourceStatuses));

    [Test]
    public void All_WhenRunStatus_ShouldBeTheContractsInOrder() => Assert.That(EnumText<RunStatus>.All, Is.EqualTo(RunStatuses));

    [Test]
    public void All_WhenExecution_ShouldBeTheContractsInOrder() => Assert.That(EnumText<Execution>.All, Is.EqualTo(Executions));

    [Test]
    public void Parse_WhenToTextWroteIt_ShouldGiveTheMemberBack([Values] MigrationStatus status) =>
        Assert.That(EnumText<MigrationStatus>.Parse(EnumText<MigrationStatus>.ToText(status)), Is.EqualTo(status));

    [Test]
    public void Parse_WhenToTextWroteIt_ShouldGiveTheMemberBack([Values] Preset preset) =>
        Assert.That(EnumText<Preset>.Parse(EnumText<Preset>.ToText(preset)), Is.EqualTo(preset));

    [Test]
    public void IsDefined_WhenAMemberIsSpeltSo_ShouldBeTrue([ValueSource(nameof(Statuses))] string text) =>
        Assert.That(EnumText<MigrationStatus>.IsDefined(text), Is.True);

    [TestCase("")]
    [TestCase("Completed")]
    [TestCase("COMPLETED")]
    [TestCase("ToSchedule")]
    [TestCase("toschedule")]
    [TestCase("to-schedule")]
    [TestCase("to schedule")]
    [TestCase("6")]
    [TestCase("0")]
    [TestCase("-1")]
    [TestCase(" completed")]
    [TestCase("completed ")]
    [TestCase("completed\n")]
    [TestCase("scheduled,running")]
    [TestCase("all")]
    public void Parse_WhenNoMemberIsSpeltSo_ShouldThrow(string text) =>
        Assert.That(() => EnumText<MigrationStatus>.Parse(text), Throws.TypeOf<FormatException>());

    [TestCase("Completed")]
    [TestCase("6")]
    [TestCase(" completed")]
    public void IsDefined_WhenNoMemberIsSpeltSo_ShouldBeFalse(string text) =>
        Assert.That(EnumText<MigrationStatus>.IsDefined(text), Is.False);
}
