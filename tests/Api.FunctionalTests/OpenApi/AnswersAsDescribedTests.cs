using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hosting.Migrations.Api.FunctionalTests.Operations;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Domain.UnitTests.TestData;

namespace Hosting.Migrations.Api.FunctionalTests.OpenApi;

/// <summary>
/// Walks all operations of the document that the service publishes, and holds what is answered against what the document says of it: the status, the headers and
/// the body. A new operation is walked without a word, unless its path has a parameter of a new name.
/// </summary>
public sealed partial class AnswersAsDescribedTests : OperationsFixture
{
    private const string Tag = "\"other\"";

    // All answers have it, and the document speaks of it where it means that an answer may be kept.
    private const string CacheControl = "Cache-Control";

    // Sent where a request is answered again.
    private const string Replay = "Idempotent-Replay";

    private ApiOutline _document = null!;
    private DocumentSchemas _schemas = null!;

    [OneTimeSetUp]
    public async Task ReadAsync()
    {
        _document = new ApiOutline(JsonNode.Parse(await Admin.GetStringAsync("/openapi/v1.json"))!);
        _schemas = new DocumentSchemas(_document.Document);
    }

    [Test]
    public async Task Operations_WhenTheirExamplesAreSent_ShouldAnswerAsDescribed()
    {
        var answered = new List<HttpStatusCode>();
        foreach (var (path, method) in Operations())
        {
            answered.Add(await WalkAsync(Admin, path, method));
        }

        Assert.That(answered.Count(status => (int)status is >= 200 and < 300), Is.GreaterThan(answered.Count * 2 / 3), "Most of them should have something to be described.");
    }

    [Test]
    public async Task Operations_WhenThereIsNoToken_ShouldAnswerAsDescribed()
    {
        using var nobody = Host.Client(token: null);
        foreach (var (path, method) in Operations())
        {
            Assert.That(await WalkAsync(nobody, path, method), Is.EqualTo(HttpStatusCode.Unauthorized), $"{method} {path}");
        }
    }

    [Test]
    public async Task Operations_WhenTheTokenReads_ShouldAnswerAsDescribed()
    {
        using var support = Host.Client(TestData.SupportReadToken);
        foreach (var (path, method) in Operations().Where(operation => operation.Method != "get"))
        {
            Assert.That(await WalkAsync(support, path, method), Is.EqualTo(HttpStatusCode.Forbidden), $"{method} {path}");
        }
    }

    [Test]
    public async Task Operations_WhenAnAnswerIsKept_ShouldAnswerAsDescribed()
    {
        var revalidated = Operations().Where(operation => Takes(operation, "If-None-Match")).ToList();

        Assert.That(revalidated, Has.Count.GreaterThanOrEqualTo(3));
        foreach (var (path, method) in revalidated)
        {
            Assert.That(await WalkAsync(Admin, path, method, request => request.Headers.TryAddWithoutValidation("If-None-Match", "*")), Is.EqualTo(HttpStatusCode.NotModified), path);
        }
    }

    [Test]
    public async Task Operations_WhenSomethingElseIsThere_ShouldAnswerAsDescribed()
    {
        var conditional = Operations().Where(operation => Takes(operation, "If-Match")).ToList();

        Assert.That(conditional, Has.Count.GreaterThanOrEqualTo(5));
        foreach (var (path, method) in conditional)
        {
            Assert.That(
                await WalkAsync(Admin, path, method, request => request.Headers.TryAddWithoutValidation("If-Match", Tag)),
                Is.EqualTo(HttpStatusCode.PreconditionFailed),
                $"{method} {path}");
        }
    }

    [Test]
    public async Task Operations_WhenTheBodyIsOfAnotherType_ShouldAnswerAsDescribed()
    {
        foreach (var (path, method) in Operations().Where(operation => BodyOf(operation.Path, operation.Method) is not null))
        {
            Assert.That(
                await WalkAsync(Admin, path, method, request => request.Content!.Headers.ContentType = new("application/xml")),
                Is.EqualTo(HttpStatusCode.UnsupportedMediaType),
                $"{method} {path}");
        }
    }

    [Test]
    public async Task Operations_WhenTheRequestHasAnUnsoundName_ShouldAnswerAsDescribed()
    {
        var named = Operations().Where(operation => Takes(operation, "Idempotency-Key")).ToList();

        Assert.That(named, Has.Count.GreaterThanOrEqualTo(6));
        foreach (var (path, method) in named)
        {
            Assert.That(
                await WalkAsync(Admin, path, method, request => request.Headers.TryAddWithoutValidation("Idempotency-Key", "a b")),
                Is.EqualTo(HttpStatusCode.UnprocessableEntity),
                $"{method} {path}");
        }
    }

    private IEnumerable<(string Path, string Method)> Operations() => _document.Operations();

    private bool Takes((string Path, string Method) operation, string header) =>
        _document.Operation(operation.Path, operation.Method)["parameters"]?.AsArray().Any(parameter => parameter!["name"]!.ToString() == header) == true;

    private JsonNode? BodyOf(string path, string method) => _document.Operation(path, method)["requestBody"]?["content"]?["application/json"]?["example"];

    private async Task<HttpStatusCode> WalkAsync(HttpClient client, string path, string method, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), await FillAsync(path));
        request.Content = BodyOf(path, method) is { } body ? OperationsHost.Json(body.ToJsonString()) : null;
        change?.Invoke(request);

        // A stream of events would not end.
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        var where = $"{method} {path} {status}";
        var answers = _document.Operation(path, method)["responses"]!.AsObject();
        Assert.That(answers.Select(answer => answer.Key), Does.Contain(status), where);
        var described = _document.Resolve(answers[status]!);
        Assert.That(HeadersOf(response), Is.SubsetOf(HeadersOf(described)), where);

        // A list that ends with this page has no link to another.
        Assert.That(HeadersOf(described).Except(HeadersOf(response)), Is.SubsetOf(new[] { "Link" }), where);
        await CheckBodyAsync(response, described, where);
        return response.StatusCode;
    }

    private async Task CheckBodyAsync(HttpResponseMessage response, JsonNode described, string where)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        Assert.That(described["content"]?.AsObject().Select(content => content.Key) ?? [], type is null ? Is.Empty : Does.Contain(type), where);
        if (type == "application/json")
        {
            var body = JsonNode.Parse(await response.Content.ReadAsStringAsync());
            Assert.That(_schemas.FaultsOf(described["content"]![type]!["schema"]!, body), Is.Empty, $"{where}: {body}");
        }
    }

    private IEnumerable<string> HeadersOf(HttpResponseMessage response) =>
        HeadersOf(_document.Document["components"]!).Intersect(response.Headers.Concat(response.Content.Headers).Select(header => header.Key), StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> HeadersOf(JsonNode described) =>
        (described["headers"]?.AsObject() ?? []).Select(header => header.Key).Except([CacheControl, Replay]);

    // What an operation changes or deletes is there for it alone.
    private async Task<string> FillAsync(string path)
    {
        var filled = path;
        foreach (var name in Parameter().Matches(path).Select(match => match.Groups[1].Value))
        {
            var value = name switch
            {
                "migration_code" => await Host.StoreAsync(States.FirstScheduled),
                "resource_code" => $"{filled.Split('/')[3]}-1",
                "code" => "C1",
                "token_id" => "3",
                "webhook_id" => await AddWebhookAsync(),
                "connection_id" => await AddConnectionAsync(),
                _ => throw new InvalidOperationException($"Nobody has said what stands for {{{name}}}."),
            };
            filled = filled.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        return filled;
    }

    // A customer may have so many; another is there as soon as one is gone.
    private async Task<string> AddWebhookAsync()
    {
        foreach (var webhook in (await AskForAsync(Admin, "GET", "webhooks"))["resources"]!.AsArray())
        {
            using var deleted = await AskAsync(Admin, "DELETE", $"webhooks/{webhook!["id"]}");
        }

        var added = await AskForAsync(Admin, "POST", "webhooks", """{"customer_code":"C2","url":"http://127.0.0.1/hook"}""", HttpStatusCode.Created);
        return added["webhook"]!["id"]!.ToString();
    }

    private async Task<string> AddConnectionAsync() => (await AskForAsync(
        Admin,
        "POST",
        "connections",
        $$"""{"customer_code":"C2","name":"c{{Guid.NewGuid():N}}","kind":"microsoft365_app","tenant":"old.example","client_id":"app","client_secret":"secret"}""",
        HttpStatusCode.Created))["id"]!.ToString();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}
