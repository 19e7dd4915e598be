using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.OpenApi;

/// <summary>Holds the document that the service publishes against the contract, for every operation that is built so far.</summary>
public sealed class ContractTests
{
    private static readonly ApiOutline Contract = new(Yaml.Read(Repository.File("docs", "openapi.yaml")));

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private JsonNode _document = null!;
    private ApiOutline _published = null!;

    [OneTimeSetUp]
    public async Task ReadAsync()
    {
        using var client = TestService.Client();
        _document = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!;
        _published = new ApiOutline(_document);
    }

    [Test]
    public void Published_WhenComparedToTheContract_ShouldHaveTheSameOperations() =>
        Assert.That(_published.Operations(), Is.EquivalentTo(Contract.Operations()).And.Not.Empty);

    [Test]
    public void Published_WhenComparedToTheContract_ShouldDescribeEachOperationAlike()
    {
        foreach (var (path, method) in _published.Operations().Intersect(Contract.Operations()))
        {
            Assert.That(_published.Outline(path, method), Is.EqualTo(Contract.Outline(path, method)), $"{method} {path}");
        }
    }

    [Test]
    public void Published_WhenRead_ShouldAskForTheToken()
    {
        Assert.That(_document["components"]!["securitySchemes"]!["apiToken"]!["name"]!.ToString(), Is.EqualTo("X-Api-Token"));
        Assert.That(_document["components"]!["securitySchemes"]!["bearer"]!["scheme"]!.ToString(), Is.EqualTo("bearer"));
        Assert.That(_document["security"]!.AsArray().Select(way => way!.AsObject().Single().Key), Is.EqualTo(new[] { "apiToken", "bearer" }), "Either will do.");
        Assert.That(JsonNode.DeepEquals(_document["security"], Contract.Document["security"]));
    }

    [TestCase("info")]
    [TestCase("servers")]
    [TestCase("tags")]
    public void Published_WhenComparedToTheContract_ShouldIntroduceItselfAlike(string part) =>
        Assert.That(JsonNode.DeepEquals(InOneLine(_document[part]!), InOneLine(Contract.Document[part]!)), _document[part]!.ToJsonString(Plain));

    [Test]
    public void Published_WhenRead_ShouldBeginWithTheListAndHowAMigrationIsCreated()
    {
        Assert.That(_published.Operations().Take(2), Is.EqualTo(new[] { ("/api/migrations", "get"), ("/api/migrations", "post") }));
    }

    [Test]
    public void Published_WhenRead_ShouldDescribeEveryParameterAndProperty()
    {
        var parameters = _published.Operations().SelectMany(operation => _published.Operation(operation.Path, operation.Method)["parameters"]?.AsArray() ?? []);
        var properties = _document["components"]!["schemas"]!.AsObject().SelectMany(schema => schema.Value!["properties"]?.AsObject() ?? []);

        Assert.That(
            parameters.Where(parameter => parameter!["description"] is null).Select(parameter => parameter!["name"]!.ToString())
                .Concat(properties.Where(property => property.Value!["description"] is null).Select(property => property.Key)),
            Is.Empty);
    }

    [Test]
    public void Published_WhenRead_ShouldNotTellOfTheCode() =>
        Assert.That(_document.ToJsonString(), Does.Not.Contain("Dto").And.Not.Contain("Envelope").And.Not.Contain("LifeCycle").And.Not.Contain("cref").And.Not.Match(@"\b[A-Z][a-z]+[A-Z]\w+\.[A-Z]"));

    // The contract breaks its paragraphs into lines.
    private static JsonNode InOneLine(JsonNode part) => JsonNode.Parse(string.Join(
        ' ', part.ToJsonString(Plain).Replace("\\n", " ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)))!;
}
