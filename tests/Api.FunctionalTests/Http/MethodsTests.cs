using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Http;

/// <summary>HEAD and OPTIONS.</summary>
public sealed class MethodsTests
{
    private static readonly string[] Paths =
    [
        "/api/migrations", "/api/migrations?per=0", "/api/migrations/{0}", "/api/migrations/MG00000000", "/api/migrations/{0}/resources", "/api/migrations/{0}/resources/{0}-1",
        "/api/migrations/{0}/report", "/api/presets", "/api/admin/pause", "/api/customers", "/api/customers/C1", "/api/tokens", "/api/tokens/1", "/api/webhooks", "/api/connections", "/openapi/v1.json", "/docs", "/health/live", "/health/ready",
    ];

    [TestCaseSource(nameof(Paths))]
    public async Task Head_WhenThereIsGet_ShouldAnswerTheSameWithoutABody(string path)
    {
        using var client = TestService.Client(TestData.AdminToken);
        var url = path.Replace("{0}", (await client.GetListAsync()).Codes().First(), StringComparison.Ordinal);

        using var get = await client.GetAsync(url);
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, url));

        Assert.That(head.StatusCode, Is.EqualTo(get.StatusCode).And.Not.EqualTo(HttpStatusCode.MethodNotAllowed));
        Assert.That(await head.Content.ReadAsByteArrayAsync(), Is.Empty);
        Assert.That(head.Content.Headers.ContentType, Is.EqualTo(get.Content.Headers.ContentType));
        Assert.That((head.Headers.ETag, Links(head)), Is.EqualTo((get.Headers.ETag, Links(get))));
    }

    [Test]
    public async Task Head_WhenItIsForEvents_ShouldNotWaitForThem()
    {
        using var client = TestService.Client(TestData.AdminToken);
        client.Timeout = TimeSpan.FromSeconds(10);
        var code = (await client.GetListAsync("?status=running")).Codes().First();

        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/api/migrations/{code}/events"));

        Assert.That((head.StatusCode, head.Content.Headers.ContentType?.MediaType), Is.EqualTo((HttpStatusCode.OK, "text/event-stream")));
    }

    [TestCase("/api/migrations", "GET, HEAD, OPTIONS, POST")]
    [TestCase("/api/migrations/MG00000001", "DELETE, GET, HEAD, OPTIONS, PATCH, PUT")]
    [TestCase("/api/migrations/MG00000001/retry", "OPTIONS, POST")]
    [TestCase("/api/customers/C1", "DELETE, GET, HEAD, OPTIONS, PATCH")]
    [TestCase("/api/webhooks/wh_0123456789abcdef/test", "OPTIONS, POST")]
    [TestCase("/openapi/v1.json", "GET, HEAD, OPTIONS")]
    [TestCase("/health/live", "GET, HEAD, OPTIONS")]
    public async Task Options_WhenAsked_ShouldNameTheMethods(string path, string methods)
    {
        using var client = TestService.Client();

        using var response = await client.SendAsync(new HttpRequestMessage(HttpMethod.Options, path));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)), Is.EqualTo(methods));
        Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.Empty);
    }

    [Test]
    public async Task Options_WhenThereIsNoSuchPath_ShouldBeNotFound()
    {
        using var client = TestService.Client();

        using var response = await client.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/nowhere"));

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
    }

    private static string Links(HttpResponseMessage response) => response.Headers.TryGetValues("Link", out var links) ? string.Join(',', links) : string.Empty;
}
