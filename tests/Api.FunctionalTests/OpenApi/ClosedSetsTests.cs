using System.Text.Json.Nodes;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Api.FunctionalTests.OpenApi;

/// <summary>What the document that the service publishes says of texts that are one of a few, and of what may be left out or null.</summary>
public sealed class ClosedSetsTests
{
    private JsonObject _schemas = null!;

    [OneTimeSetUp]
    public async Task ReadAsync()
    {
        using var client = TestService.Client();
        _schemas = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!["components"]!["schemas"]!.AsObject();
    }

    [Test]
    public void Texts_WhenTheyAreOneOfAFew_ShouldBeListed() => Assert.Multiple(() =>
    {
        Assert.That(TextsOf("CreateMigration", "preset"), Is.EqualTo(EnumText<Preset>.All));
        Assert.That(TextsOf("CreateMigrationForm", "date_filter_preset"), Is.EqualTo(new[] { "all", "last_month", "last_6_months", "last_year", "custom" }));
        Assert.That(TextsOf("RetryMigration", "error_code"), Is.EqualTo(EnumText<CopyFault>.All.Append("crashed")));
        Assert.That(TextsOf("Run", "error"), Is.EqualTo(EnumText<CopyFault>.All.Append(null)), "It is null where nothing went wrong.");
        Assert.That(TextsOf("Webhook", "events"), Is.EqualTo(new[] { "migration.status_changed", "mailbox.succeeded", "mailbox.failed" }));
        Assert.That(TextsOf("ReportRun", "run"), Is.EqualTo(EnumText<MigrationStep>.All));
    });

    [TestCase("CreateMigration", "date_filter_preset", "\"all\"")]
    [TestCase("CreateMigration", "execute_now", "false")]
    [TestCase("IssueToken", "admin", "false")]
    [TestCase("AddCustomer", "weight", "1")]
    public void Fields_WhenLeftOut_ShouldSayWhatTheyAreThen(string schema, string field, string text) =>
        Assert.That(PropertyOf(schema, field)["default"]?.ToJsonString(), Is.EqualTo(text));

    [Test]
    public void Fields_WhenNullTakesSomethingAway_ShouldAloneTakeNull()
    {
        string[] bodies = ["CreateMigration", "ExecuteMigration", "RescheduleMigration", "RepairResource", "RetryMigration", "PauseService", "AddResources", "AddCustomer",
            "ChangeCustomer", "IssueToken", "AddWebhook", "ChangeWebhook", "AddConnection", "ChangeConnection", "TryConnection"];

        var taken = from body in bodies
                    from field in _schemas[body]!["properties"]!.AsObject()
                    where field.Value!["type"] is JsonArray types && types.Any(type => type!.ToString() == "null")
                    select $"{body}.{field.Key}";

        Assert.That(taken, Is.EquivalentTo(new[] { "RescheduleMigration.second_execution_date", "RescheduleMigration.second_execution_every", "RescheduleMigration.received_before", "RescheduleMigration.size_limit", "RepairResource.masteruser" }));
    }

    [TestCase("RescheduleMigration")]
    [TestCase("RepairResource")]
    [TestCase("ChangeCustomer")]
    [TestCase("ChangeWebhook")]
    [TestCase("ChangeConnection")]
    public void Bodies_WhenTheyChangeSomething_ShouldRequireNothing(string schema) => Assert.That(_schemas[schema]!["required"], Is.Null);

    private IEnumerable<string?> TextsOf(string schema, string property)
    {
        var described = PropertyOf(schema, property);
        return (described["enum"] ?? described["items"]!["enum"])!.AsArray().Select(text => text?.ToString());
    }

    private JsonNode PropertyOf(string schema, string property) => _schemas[schema]!["properties"]![property]!;
}
