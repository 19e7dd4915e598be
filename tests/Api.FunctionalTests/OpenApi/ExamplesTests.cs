using System.Text.Json.Nodes;

namespace Hosting.Migrations.Api.FunctionalTests.OpenApi;

/// <summary>Holds the examples of the document that the service publishes against their schemas.</summary>
public sealed class ExamplesTests
{
    private ApiOutline _published = null!;

    [OneTimeSetUp]
    public async Task ReadAsync()
    {
        using var client = TestService.Client();
        _published = new ApiOutline(JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!);
    }

    [Test]
    public void Bodies_WhenRead_ShouldEachHaveAnExample() =>
        Assert.That(Bodies().Where(body => body.Example is null).Select(body => body.Where), Is.Empty);

    [Test]
    public void Examples_WhenHeldAgainstTheirSchemas_ShouldFit()
    {
        var schemas = new DocumentSchemas(_published.Document);

        var faults = from body in Bodies()
                     from fault in schemas.FaultsOf(body.Schema, body.Example)
                     select $"{body.Where}: {fault}";

        Assert.That(faults, Is.Empty);
    }

    // A check that finds nothing in what is wrong proves nothing.
    [TestCase("""{"status":"gone"}""")]
    [TestCase("""{"finished_at":"yesterday"}""")]
    [TestCase("""{"attempts":"1"}""")]
    public void Examples_WhenWrong_ShouldBeFound(string run) =>
        Assert.That(new DocumentSchemas(_published.Document).FaultsOf(new JsonObject { ["$ref"] = "#/components/schemas/Run" }, JsonNode.Parse(run)), Is.Not.Empty);

    private IEnumerable<(string Where, JsonNode Schema, JsonNode? Example)> Bodies() =>
        _published.Operations().SelectMany(operation => _published.Bodies(operation.Path, operation.Method));
}
