using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Http;

public sealed class ExpiringTokenTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Read_WhenTheTokenHasExpired_ShouldBeRefusedThoughItIsRemembered()
    {
        await using var host = await OperationsHost.StartAsync(("ApiTokens:CacheFor", "00:01:00"));
        using var admin = host.Client(TestData.AdminToken);
        var expires = DateTimeOffset.UtcNow.AddSeconds(5);
        using var issued = await admin.PostAsJsonAsync("/api/tokens", new { customer_code = "C1", expires_at = expires });
        using var client = host.Client((await issued.Content.ReadFromJsonAsync<JsonNode>())!["secret"]!.ToString());
        Assume.That(await AskAsync(), Is.EqualTo(HttpStatusCode.OK));

        Assert.That(AskAsync, Is.EqualTo(HttpStatusCode.Unauthorized).After((int)Deadline.TotalMilliseconds, 200));
        Assert.That(DateTimeOffset.UtcNow, Is.GreaterThanOrEqualTo(expires).And.LessThan(expires.AddSeconds(50)));

        async Task<HttpStatusCode> AskAsync()
        {
            using var response = await client.GetAsync("/api/migrations");
            return response.StatusCode;
        }
    }
}
