using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Http;

/// <summary>What stands in the head of every answer.</summary>
public sealed class AnswerHeadersTests
{
    [TestCase("/api/migrations", "no-cache, private")]
    [TestCase("/api/migrations?per=0", "no-store, no-cache")]
    [TestCase("/api/presets", "no-store")]
    [TestCase("/nowhere", null)]
    [TestCase("/docs", null)]
    [TestCase("/openapi/v1.json", null)]
    public async Task Get_WhenAnswered_ShouldKeepBrowsersFromMakingMoreOfIt(string path, string? cacheControl)
    {
        using var client = TestService.Client(TestData.AdminToken);

        using var response = await client.GetAsync(path);

        Assert.That(One(response, "X-Content-Type-Options"), Is.EqualTo("nosniff"));
        Assert.That(One(response, "X-Frame-Options"), Is.EqualTo("DENY"));
        Assert.That(One(response, "Referrer-Policy"), Is.EqualTo("no-referrer"));
        Assert.That(One(response, "Content-Security-Policy"), path == "/docs" ? Is.EqualTo("frame-ancestors 'none'") : Is.EqualTo("default-src 'none'; frame-ancestors 'none'"));
        Assert.That(response.Headers.Contains("Strict-Transport-Security"), Is.False, "This is HTTP.");
        if (cacheControl is not null)
        {
            Assert.That(response.Headers.CacheControl!.ToString(), Is.EqualTo(cacheControl));
        }
    }

    [Test]
    public async Task Get_WhenAProxyIsTrusted_ShouldLinkToItAndAskForTls()
    {
        await using var host = await OperationsHost.StartAsync(("Proxy:Trusted:0", "127.0.0.0/8"), ("Proxy:Trusted:1", "::1"));
        using var client = host.Client();
        await host.StoreAsync(Domain.UnitTests.TestData.States.FirstScheduled);
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", "panel.example");
        client.DefaultRequestHeaders.Add("X-Forwarded-Prefix", "/mail");

        using var response = await client.GetAsync("/api/migrations?per=1&query=a%26b");

        Assert.That(
            One(response, "Link"),
            Does.StartWith("<https://panel.example/mail/api/migrations?per=1&query=a%26b&page=1>; rel=\"first\"").And.Contain("<https://panel.example/mail/"));
        Assert.That(One(response, "Strict-Transport-Security"), Is.EqualTo("max-age=31536000"));
    }

    [Test]
    public async Task Get_WhenNoProxyIsTrusted_ShouldLinkWithoutHost()
    {
        using var client = TestService.Client(TestData.AdminToken);
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", "evil.example");

        using var response = await client.GetAsync("/api/migrations?per=1");

        Assert.That(One(response, "Link"), Does.StartWith("</api/migrations?per=1&page=1>; rel=\"first\"").And.Not.Contain("evil"));
        Assert.That(response.Headers.Contains("Strict-Transport-Security"), Is.False);
    }

    [Test]
    public async Task Get_WhenAnOriginIsAllowed_ShouldLetItsPagesUseTheApi()
    {
        await using var host = await OperationsHost.StartAsync(("Cors:Origins:0", "https://panel.example"), ("Cors:Origins:1", "http://localhost:3000"));
        using var client = host.Client();

        using var asked = await AskAsync(client, "https://panel.example");
        using var stranger = await AskAsync(client, "https://evil.example");
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/api/migrations/MG00000001");
        preflight.Headers.Add("Origin", "http://localhost:3000");
        preflight.Headers.Add("Access-Control-Request-Method", "PATCH");
        preflight.Headers.Add("Access-Control-Request-Headers", "x-api-token, content-type, if-match");
        using var allowed = await client.SendAsync(preflight);

        Assert.That((One(asked, "Access-Control-Allow-Origin"), stranger.Headers.Contains("Access-Control-Allow-Origin")), Is.EqualTo(("https://panel.example", false)));
        Assert.That(One(asked, "Access-Control-Expose-Headers"), Does.Contain("ETag").And.Contain("Link").And.Contain("RateLimit"));
        Assert.That(asked.Headers.Vary, Does.Contain("Origin").And.Contain("X-Api-Token"));
        Assert.That((allowed.StatusCode, One(allowed, "Access-Control-Allow-Origin")), Is.EqualTo((HttpStatusCode.NoContent, "http://localhost:3000")));
        Assert.That(One(allowed, "Access-Control-Allow-Methods"), Does.Contain("PATCH"));
        Assert.That(One(allowed, "Access-Control-Allow-Headers").ToUpperInvariant(), Does.Contain("X-API-TOKEN").And.Contain("IF-MATCH"));
    }

    [Test]
    public async Task Get_WhenAllOriginsAreAllowed_ShouldSaySo()
    {
        await using var host = await OperationsHost.StartAsync(("Cors:Origins:0", "https://panel.example"), ("Cors:Origins:1", "*"));
        using var client = host.Client();

        using var response = await AskAsync(client, "https://anywhere.example");

        Assert.That(One(response, "Access-Control-Allow-Origin"), Is.EqualTo("*"));
    }

    [Test]
    public async Task Get_WhenNoOriginIsAllowed_ShouldAllowNone()
    {
        using var client = TestService.Client(TestData.AdminToken);

        using var response = await AskAsync(client, "https://panel.example");

        Assert.That(response.Headers.Contains("Access-Control-Allow-Origin"), Is.False);
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/migrations");
        request.Headers.Add("Origin", origin);
        return await client.SendAsync(request);
    }

    private static string One(HttpResponseMessage response, string name) => string.Join(", ", response.Headers.GetValues(name));
}
