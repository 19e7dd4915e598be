using System.IO.Compression;
using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Http;

/// <summary>Large answers for clients that take gzip or br.</summary>
public sealed class CompressionTests
{
    [TestCase("gzip", "gzip")]
    [TestCase("br", "br")]
    [TestCase("gzip, deflate, br", "br")]
    [TestCase("br;q=0, gzip", "gzip")]
    public async Task List_WhenTheClientTakesIt_ShouldBeCompressedAndRevalidateAllTheSame(string accepted, string encoding)
    {
        using var client = TestService.Client(TestData.CustomerToken);
        var plain = await client.GetStringAsync("/api/migrations");

        using var response = await GetAsync(client, "/api/migrations", accepted);

        Assert.That(response.Content.Headers.ContentEncoding, Is.EqualTo(new[] { encoding }));
        Assert.That(response.Headers.Vary, Does.Contain("Accept-Encoding").And.Contain("X-Api-Token"));
        Assert.That(await UnpackAsync(response, encoding), Is.EqualTo(plain));
        Assert.That(response.Headers.ETag!.IsWeak, Is.True);

        using var again = await GetAsync(client, "/api/migrations", accepted, response.Headers.ETag.ToString());
        Assert.That((again.StatusCode, again.Headers.ETag), Is.EqualTo((HttpStatusCode.NotModified, response.Headers.ETag)));
        Assert.That(again.Content.Headers.ContentEncoding, Is.Empty);
    }

    [Test]
    public async Task List_WhenTheClientDoesNotTakeIt_ShouldHaveTheSameTagButStrong()
    {
        using var client = TestService.Client(TestData.CustomerToken);

        using var packed = await GetAsync(client, "/api/migrations", "gzip");
        using var plain = await GetAsync(client, "/api/migrations", "identity");

        Assert.That(plain.Content.Headers.ContentEncoding, Is.Empty);
        Assert.That($"W/{plain.Headers.ETag}", Is.EqualTo(packed.Headers.ETag!.ToString()));
        Assert.That(plain.Headers.Vary, Does.Contain("Accept-Encoding"));
        using var again = await GetAsync(client, "/api/migrations", "identity", packed.Headers.ETag.ToString());
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [TestCase("/openapi/v1.json", true)]
    [TestCase("/docs", true)]
    [TestCase("/api/migrations/{0}/report", true)]
    [TestCase("/api/migrations?per=1", false)]
    [TestCase("/api/migrations?page=9999", false)]
    [TestCase("/api/migrations/{0}", false)]
    [TestCase("/api/migrations?per=0", false)]
    [TestCase("/health/live", false)]
    public async Task Get_WhenTheClientTakesGzip_ShouldCompressWhatIsLarge(string path, bool isCompressed)
    {
        using var client = TestService.Client(TestData.CustomerToken);
        var code = (await client.GetListAsync("?per=1")).Codes().First();

        using var response = await GetAsync(client, path.Replace("{0}", code, StringComparison.Ordinal), "gzip");

        Assert.That(response.Content.Headers.ContentEncoding.Count, Is.EqualTo(isCompressed ? 1 : 0));
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, string url, string accepted, string? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await client.SendAsync(request);
    }

    private static async Task<string> UnpackAsync(HttpResponseMessage response, string encoding)
    {
        await using var packed = await response.Content.ReadAsStreamAsync();
        await using Stream plain = encoding == "br" ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        using var reader = new StreamReader(plain);
        return await reader.ReadToEndAsync();
    }
}
