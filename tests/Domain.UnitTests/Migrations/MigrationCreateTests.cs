using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

[TestFixture]
internal sealed class MigrationCreateTests
{
    private static readonly CsvFile EmptyName = AMigration.File with { Name = string.Empty };

    [Test]
    public void Create_Always_ShouldBeginBeingValidated() => Assert.That(AMigration.New().State, Is.EqualTo(States.BeingValidated));

    [Test]
    public void Create_Always_ShouldKeepWhatItWasGiven()
    {
        var migration = AMigration.New(file: new("kept.csv", "mine.csv", 99), preset: Preset.Office365);

        Assert.That(
            (migration.Owner, migration.Code, migration.CsvFileName, migration.OriginalCsvFileName, migration.CsvFileSize, migration.Preset),
            Is.EqualTo(("C1001", AMigration.Code, "kept.csv", "mine.csv", 99, Preset.Office365)));
    }

    [Test]
    public void Create_Always_ShouldNumberTheResourcesInTheFilesOrder()
    {
        var migration = AMigration.New(mailboxes: AMigration.Mailboxes(3));

        Assert.That(
            migration.Resources.Select(resource => (resource.Row, resource.Code, resource.LocalEmail)),
            Is.EqualTo(new[]
            {
                (1, "MG12345678-1", "user1@example.com"),
                (2, "MG12345678-2", "user2@example.com"),
                (3, "MG12345678-3", "user3@example.com"),
            }));
    }

    [Test]
    public void Create_Always_ShouldCountTheResources() =>
        Assert.That(AMigration.New(mailboxes: AMigration.Mailboxes(3)).ResourceCount, Is.EqualTo(3));

    [Test]
    public void Create_WhenAMailboxHasAMasterUser_ShouldKeepItsSource()
    {
        var resource = AMigration.New(mailboxes: [new("info@example.com", "192.0.2.7:1993", "remote", "master")]).Resources[0];

        Assert.That(
            (resource.RemoteServer, resource.RemoteUsername, resource.MasterUser),
            Is.EqualTo(("192.0.2.7:1993", "remote", "master")));
    }

    [TestCase("mg12345678")]
    [TestCase("KEPT.CSV")]
    [TestCase("Uploaded")]
    [TestCase("standard_ssl")]
    [TestCase("c1001")]
    public void Create_Always_ShouldMakeTheMigrationFindableBy(string term) =>
        Assert.That(AMigration.New().SearchableText, Does.Contain(SearchText.Fold(term)));

    [TestCase("")]
    [TestCase("MG1234567")]
    [TestCase("mg12345678")]
    public void Create_WhenTheCodeIsInvalid_ShouldThrow(string code) =>
        Assert.That(() => AMigration.New(code: code), Throws.ArgumentException.With.Message.Contains("migration code"));

    [Test]
    public void Create_WhenTheFileIsInvalid_ShouldThrow() =>
        Assert.That(() => AMigration.New(file: EmptyName), Throws.ArgumentException.With.Message.Contains("file's name"));

    [Test]
    public void Create_WhenThePlanIsInvalid_ShouldThrow() =>
        Assert.That(() => AMigration.New(plan: new()), Throws.ArgumentException.With.Message.Contains("first execution date"));

    [Test]
    public void Create_WhenThereIsNoMailbox_ShouldThrow() =>
        Assert.That(() => AMigration.New(mailboxes: []), Throws.ArgumentException.With.Message.Contains("at least one mailbox"));

    [Test]
    public void Create_WhenAnyMailboxIsInAForeignDomain_ShouldThrow() =>
        Assert.That(
            () => AMigration.New(mailboxes: [.. AMigration.Mailboxes(1), new("boss@foreign.test", "imap.example.net", "boss")]),
            Throws.ArgumentException.With.Message.Contains("boss@foreign.test"));

    [Test]
    public void Create_WhenExecuteNow_ShouldLeaveTheFirstDateOpen() =>
        Assert.That(AMigration.New(plan: new(FirstDue, ExecuteNow: true)).FirstExecutionDate, Is.Null);

    [Test]
    public void Create_WhenTimesAreElsewhere_ShouldKeepThemAsTheSameMomentsInUtc()
    {
        var plan = new ExecutionPlan(FirstDue.Elsewhere(), SecondDue.Elsewhere(), FromDate: Created.AddYears(-1).Elsewhere());

        var migration = AMigration.New(plan: plan, now: Created.Elsewhere());

        DateTimeOffset?[] kept =
        [
            migration.CreatedAt, migration.UpdatedAt, migration.FirstExecutionDate, migration.SecondExecutionDate, migration.FromDate,
            migration.Resources[0].CreatedAt, migration.Resources[0].UpdatedAt,
        ];
        DateTimeOffset[] expected = [Created, Created, FirstDue, SecondDue, Created.AddYears(-1), Created, Created];
        Assert.That(kept.Select(date => (date!.Value.DateTime, date.Value.Offset)), Is.EqualTo(expected.Select(date => (date.DateTime, TimeSpan.Zero))));
    }
}
