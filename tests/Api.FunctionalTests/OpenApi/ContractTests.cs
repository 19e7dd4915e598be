using System.Text.Json.Nodes;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.OpenApi;

/// <summary>Holds the document that the service publishes against the contract, for every operation that is built so far.</summary>
public sealed class ContractTests
{
    private static readonly ApiOutline Contract = new(Yaml.Read(Repository.File("docs", "openapi.yaml")));

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
        Assert.That(_document["security"]![0]!.AsObject().Select(scheme => scheme.Key), Is.EqualTo(new[] { "apiToken" }));
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
        Assert.That(_document.ToJsonString(), Does.Not.Contain("Dto").And.Not.Contain("LifeCycle").And.Not.Contain("cref"));
}
