using System.Net;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

/// <summary>The pause of the whole service, and of source hosts.</summary>
public sealed class AdminPauseTests : OperationsFixture
{
    private const string Nothing = """{"paused_at":null,"source_hosts":[]}""";

    private static IEnumerable<TestCaseData> Requests =>
        from request in new[] { ("GET", "pause"), ("POST", "pause"), ("POST", "resume") }
        select new TestCaseData(request.Item1, request.Item2);

    [Test]
    public async Task PauseAndResume_WhenThereIsNoBody_ShouldBeOfTheWholeService()
    {
        using var paused = await AskAsync(Admin, "POST", "admin/pause");
        using var again = await AskAsync(Admin, "POST", "admin/pause", "{}");
        using var shown = await AskAsync(Admin, "GET", "admin/pause");
        using var resumed = await AskAsync(Admin, "POST", "admin/resume");
        using var twice = await AskAsync(Admin, "POST", "admin/resume", """{"source_host":null}""");

        var body = await ReadAsync(paused);
        var since = JsonNode.Parse(body)!["paused_at"]!.ToString();
        Assert.That(body, Is.EqualTo($$"""{"paused_at":"{{since}}","source_hosts":[]}"""));
        Assert.That(since, Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
        Assert.That((await ReadAsync(again), await ReadAsync(shown)), Is.EqualTo((body, body)));
        Assert.That((await ReadAsync(resumed), await ReadAsync(twice)), Is.EqualTo((Nothing, Nothing)));
    }

    [Test]
    public async Task PauseAndResume_WhenAHostIsNamed_ShouldBeOfThatHostHoweverItIsSpelled()
    {
        using var first = await AskAsync(Admin, "POST", "admin/pause", """{"source_host":"IMAP.Example.net."}""");
        using var second = await AskAsync(Admin, "POST", "admin/pause", """{"source_host":"2001:DB8::1"}""");

        var answer = await second.JsonAsync();
        Assert.That(answer["paused_at"], Is.Null);
        Assert.That(answer["source_hosts"]!.AsArray().Select(host => host!["source_host"]!.ToString()), Is.EqualTo(new[] { "2001:db8::1", "imap.example.net" }));
        Assert.That(answer["source_hosts"]![0]!.AsObject().Select(field => field.Key), Is.EqualTo(new[] { "source_host", "paused_at" }));

        using var all = await AskAsync(Admin, "POST", "admin/resume");
        Assert.That((await all.JsonAsync())["source_hosts"]!.AsArray(), Has.Count.EqualTo(2), "Hosts stay paused by themselves.");
        using var one = await AskAsync(Admin, "POST", "admin/resume", """{"source_host":"imap.example.NET"}""");
        using var other = await AskAsync(Admin, "POST", "admin/resume", """{"source_host":"2001:db8::1"}""");
        Assert.That(await ReadAsync(other), Is.EqualTo(Nothing));
    }

    [TestCase("""{"source_host":""}""")]
    [TestCase("""{"source_host":"imap.example.net:993"}""")]
    [TestCase("""{"source_host":"imaps://imap.example.net"}""")]
    [TestCase("""{"source_host":"a b"}""")]
    [TestCase("""{"source_host":"*"}""")]
    public async Task PauseAndResume_WhenTheHostIsNone_ShouldSaySo(string json)
    {
        using var pause = await AskAsync(Admin, "POST", "admin/pause", json);
        using var resume = await AskAsync(Admin, "POST", "admin/resume", json);

        await ShouldBeRefusedAsync(pause, "source_host", "must be a host name or IP address without a port, such as imap.example.net");
        await ShouldBeRefusedAsync(resume, "source_host", "must be a host name or IP address without a port, such as imap.example.net");
    }

    [TestCase("""{"source_host":1}""", "source_host", "must be a text of valid Unicode")]
    [TestCase("""{"source_host":"a.example","source_host":"b.example"}""", "source_host", "must be given once")]
    [TestCase("[]", "body", "must be a JSON object")]
    [TestCase("""{"source_hosts":["imap.example.net"]}""", "body", "may hold source_host only")]
    [TestCase("""{"host":"imap.example.net"}""", "body", "may hold source_host only")]
    public async Task PauseAndResume_WhenTheBodyCantBeRead_ShouldSaySo(string json, string field, string reason)
    {
        using var pause = await AskAsync(Admin, "POST", "admin/pause", json);
        using var resume = await AskAsync(Admin, "POST", "admin/resume", json);

        await ShouldBeRefusedAsync(pause, field, reason);
        await ShouldBeRefusedAsync(resume, field, reason);
    }

    [TestCaseSource(nameof(Requests))]
    public async Task AnyRequest_WhenItIsACustomers_ShouldBeForbidden(string method, string path)
    {
        using var response = await AskAsync(Customer, method, $"admin/{path}", method == "GET" ? null : """{"source_host":"a b"}""");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.Forbidden, "Forbidden");
    }

    [TestCaseSource(nameof(Requests))]
    public async Task AnyRequest_WhenThereIsNoToken_ShouldBeUnauthorized(string method, string path)
    {
        using var nobody = Host.Client(token: null);

        using var response = await AskAsync(nobody, method, $"admin/{path}");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.Unauthorized, "Unauthorized");
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), body);
        return body;
    }
}
