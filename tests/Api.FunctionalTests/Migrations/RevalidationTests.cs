using System.Net;
using System.Net.Http.Headers;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Migrations;

public sealed class RevalidationTests
{
    [Test]
    public async Task List_WhenAnswered_ShouldBeKeptByTheClientAloneAndAskedAgain()
    {
        using var client = TestService.Client(TestData.CustomerToken);

        using var response = await client.GetAsync("/api/migrations");

        Assert.That(response.Headers.CacheControl!.ToString(), Is.EqualTo("no-cache, private"));
        Assert.That(response.Headers.Vary, Is.EqualTo(new[] { "X-Api-Token", "Authorization", "Accept-Encoding" }));
        Assert.That(response.Headers.ETag!.IsWeak, Is.False);
    }

    [TestCase("{0}")]
    [TestCase("W/{0}")]
    [TestCase("\"another\", {0}")]
    public async Task List_WhenTheClientHasKeptTheAnswer_ShouldSayThatItIsStillGood(string known)
    {
        using var client = TestService.Client(TestData.CustomerToken);
        var tag = await TagAsync(client);

        using var response = await AskAgainAsync(client, known.Replace("{0}", tag.ToString(), StringComparison.Ordinal));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        Assert.That(await response.Content.ReadAsStringAsync(), Is.Empty);
        Assert.That(response.Headers.ETag, Is.EqualTo(tag));
        Assert.That(response.Headers.CacheControl!.ToString(), Is.EqualTo("no-cache, private"));
        Assert.That(response.Headers.Contains("X-Request-Id"), Is.True);
    }

    [TestCase("\"*\"")]
    [TestCase("\"nonsense\"")]
    [TestCase("not quoted")]
    [TestCase("")]
    public async Task List_WhenTheTagIsNoTagOfOurs_ShouldAnswer(string known)
    {
        using var client = TestService.Client(TestData.CustomerToken);

        using var response = await AskAgainAsync(client, known);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task List_WhenTheTagIsAnotherCustomers_ShouldAnswer()
    {
        using var client = TestService.Client(TestData.CustomerToken);
        using var other = TestService.Client(TestData.OtherCustomerToken);

        using var response = await AskAgainAsync(other, (await TagAsync(client)).ToString());

        Assert.That((await response.JsonAsync()).Codes(), Has.Exactly(3).Items);
    }

    [Test]
    public async Task List_WhenTheTagIsGoodButTheTokenIsNot_ShouldBeUnauthorized()
    {
        using var client = TestService.Client(TestData.CustomerToken);
        using var stranger = TestService.Client("unknown");

        using var response = await AskAgainAsync(stranger, (await TagAsync(client)).ToString());

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.Unauthorized, "Unauthorized");
    }

    [TestCase("/api/migrations")]
    [TestCase("/api/migrations/{0}")]
    [TestCase("/api/migrations/{0}/resources")]
    [TestCase("/api/migrations/{0}/report")]
    [TestCase("/api/presets")]
    public async Task Get_WhenTheClientHasKeptAnyAnswer_ShouldSayThatThereIsOne(string path)
    {
        using var client = TestService.Client(TestData.OtherCustomerToken);
        var code = (await client.GetListAsync()).Codes().First();

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            using var request = new HttpRequestMessage(method, path.Replace("{0}", code, StringComparison.Ordinal));
            request.Headers.TryAddWithoutValidation("If-None-Match", "*");
            using var response = await client.SendAsync(request);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        }

        using var missing = new HttpRequestMessage(HttpMethod.Get, "/api/migrations/MG00000000");
        missing.Headers.TryAddWithoutValidation("If-None-Match", "*");
        using var notFound = await client.SendAsync(missing);
        Assert.That(notFound.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task List_WhenTheUrlIsAnother_ShouldHaveAnotherTag()
    {
        using var client = TestService.Client(TestData.AdminToken);
        string[] queries = ["", "?page=2", "?per=2", "?page=2&per=2", "?status=failed", "?status=all", "?query=failed", "?query=csv", "?customer_code=C1", "?query=C1"];
        var tags = new List<string>();
        foreach (var query in queries)
        {
            using var response = await client.GetAsync($"/api/migrations{query}");
            tags.Add(response.Headers.ETag!.ToString());
        }

        Assert.That(tags, Is.Unique);
        using var other = new HttpRequestMessage(HttpMethod.Get, "/api/migrations?page=2");
        other.Headers.TryAddWithoutValidation("If-None-Match", tags[0]);
        using var answer = await client.SendAsync(other);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    private static async Task<EntityTagHeaderValue> TagAsync(HttpClient client)
    {
        using var response = await client.GetAsync("/api/migrations");
        return response.Headers.ETag!;
    }

    private static async Task<HttpResponseMessage> AskAgainAsync(HttpClient client, string known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/migrations");
        request.Headers.TryAddWithoutValidation("If-None-Match", known);
        return await client.SendAsync(request);
    }
}
