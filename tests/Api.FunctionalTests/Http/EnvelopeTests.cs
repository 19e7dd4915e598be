using System.Net;
using System.Net.Http.Headers;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Http;

public sealed class EnvelopeTests
{
    [TestCase("/")]
    [TestCase("/api")]
    [TestCase("/api/migration")]
    [TestCase("/api/migrations/x/y/z")]
    [TestCase("/api/migrations/..%2f..%2fetc%2fpasswd")]
    [TestCase("/API/MIGRATIONSS")]
    [TestCase("/openapi/v9.json")]
    [TestCase("/openapi/<script>.json")]
    public async Task Request_WhenTheRouteIsUnknown_ShouldBeNotFound(string path)
    {
        using var client = TestService.Client(TestData.AdminToken);

        using var response = await client.GetAsync(path);

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
    }

    [TestCase("PUT")]
    [TestCase("DELETE")]
    [TestCase("PATCH")]
    [TestCase("TRACE")]
    [TestCase("FROBNICATE")]
    public async Task Request_WhenTheMethodIsWrong_ShouldSayWhichIsRight(string method)
    {
        using var client = TestService.Client(TestData.AdminToken);

        using var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/api/migrations"));

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.MethodNotAllowed, "Method not allowed");
        Assert.That(response.Content.Headers.Allow, Does.Contain("GET"));
    }

    [Test]
    public async Task Request_WhenItAcceptsOnlyXml_ShouldBeAnsweredInJsonAllTheSame()
    {
        using var client = TestService.Client(TestData.AdminToken);
        client.DefaultRequestHeaders.Accept.ParseAdd("application/xml");

        var list = await client.GetListAsync("?per=1");

        Assert.That(list.Codes().Count(), Is.EqualTo(1));
    }

    [TestCase("application/json", "{not json")]
    [TestCase("multipart/form-data", "x")]
    [TestCase("multipart/form-data; boundary=b", "x")]
    [TestCase("application/x-www-form-urlencoded", "page=0&per=0&customer_code=C1")]
    public async Task Request_WhenItHasABodyThatNobodyAskedFor_ShouldBeAnsweredAsWithoutIt(string type, string body)
    {
        using var client = TestService.Client(TestData.AdminToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/migrations?per=1");
        request.Content = new StringContent(body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        using var response = await client.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await response.JsonAsync())["pagination"]!["per"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [Test]
    public async Task Request_WhenItAnnouncesABodyThatNeverComes_ShouldBeAnsweredAllTheSame()
    {
        var answer = await RawHttp.SendAsync(
            "GET /api/migrations?customer_code=C2 HTTP/1.1", $"X-Api-Token: {TestData.OtherCustomerToken}",
            "Content-Type: application/x-www-form-urlencoded", "Content-Length: 99999999999");

        Assert.That(answer, Does.StartWith("HTTP/1.1 403 ").And.Contain("""{"message":"Forbidden","errors":[]}"""));
    }

    [TestCase("abc-123_X.y:z/w+v=", true)]
    [TestCase("with blank", false)]
    [TestCase("", false)]
    [TestCase("<script>", false)]
    public async Task RequestId_WhenSent_ShouldBeEchoedIfSound(string sent, bool echoed)
    {
        using var client = TestService.Client(TestData.AdminToken);
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Request-Id", sent);

        using var response = await client.GetAsync("/api/migrations?per=1");

        var id = response.Headers.GetValues("X-Request-Id").Single();
        Assert.That(id, echoed ? Is.EqualTo(sent) : Has.Length.EqualTo(32).And.Not.EqualTo(sent));
    }

    [Test]
    public async Task RequestId_WhenTooLong_ShouldBeReplaced()
    {
        using var client = TestService.Client(TestData.AdminToken);
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Request-Id", new string('x', 129));

        using var response = await client.GetAsync("/nowhere");

        Assert.That(response.Headers.GetValues("X-Request-Id").Single(), Has.Length.EqualTo(32));
    }

    [Test]
    public async Task Request_WhenAnswered_ShouldNotNameTheServersSoftware()
    {
        var answer = await RawHttp.SendAsync("GET /api/migrations HTTP/1.1");

        Assert.That(answer, Does.Not.Contain("Kestrel").And.Not.Contain("Server:"));
    }

    [TestCase("/health/live")]
    [TestCase("/health/ready")]
    public async Task Health_WhenTheMethodIsWrong_ShouldSayWhichIsRight(string path)
    {
        using var client = TestService.Client();

        using var response = await client.PostAsync(path, null);

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.MethodNotAllowed, "Method not allowed");
    }

    [TestCase("/health/live")]
    [TestCase("/health/ready")]
    public async Task Health_WhenAllIsWell_ShouldSaySoWithoutAToken(string path)
    {
        using var client = TestService.Client();

        Assert.That(await client.GetStringAsync(path), Is.EqualTo("Healthy"));
    }

    [Test]
    public async Task Docs_WhenOpened_ShouldShowTheDescriptionWithoutAToken()
    {
        using var client = TestService.Client();

        var page = await client.GetStringAsync("/docs");

        Assert.That(page, Does.Contain("<title>HostingMigrations</title>").And.Contain("openapi/v1.json").And.Not.Contain("fonts.scalar.com"));
    }

    [TestCase("\"hideClientButton\":true")]
    [TestCase("\"showDeveloperTools\":\"never\"")]
    [TestCase("\"agent\":{\"disabled\":true}")]
    [TestCase("\"mcp\":{\"disabled\":true}")]
    [TestCase("\"telemetry\":false")]
    public async Task Docs_WhenOpened_ShouldLeadToNobodyElse(string setting)
    {
        using var client = TestService.Client();

        Assert.That(await client.GetStringAsync("/docs"), Does.Contain(setting));
    }
}
