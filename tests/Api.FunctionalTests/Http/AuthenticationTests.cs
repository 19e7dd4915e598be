using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Http;

public sealed class AuthenticationTests
{
    private static readonly string[] BadTokens =
    [
        TestData.ExpiredToken, TestData.RevokedToken, "unknown", "", " ", "TEST-ADMIN", "test-admin,test-admin", new string('x', 129),
        new string('x', 30_000), "' OR '1'='1", "\u00E4",
    ];

    [Test]
    public async Task Request_WhenThereIsNoToken_ShouldBeUnauthorized()
    {
        using var client = TestService.Client();

        using var response = await client.GetAsync("/api/migrations?page=abc&customer_code=x");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.Unauthorized, "Unauthorized");
        Assert.That(response.Headers.WwwAuthenticate.ToString(), Is.EqualTo("ApiToken"));
    }

    [TestCaseSource(nameof(BadTokens))]
    public async Task Request_WhenTheTokenIsBad_ShouldBeUnauthorizedWithoutSayingWhy(string token)
    {
        var answer = await RawHttp.SendAsync("GET /api/migrations HTTP/1.1", $"X-Api-Token: {token}");

        Assert.That(answer, Does.StartWith("HTTP/1.1 401 ").And.Contain("""{"message":"Unauthorized","errors":[]}"""));
    }

    [Test]
    public async Task Request_WhenTheTokenIsSentTwice_ShouldBeUnauthorized()
    {
        var answer = await RawHttp.SendAsync(
            "GET /api/migrations HTTP/1.1", $"X-Api-Token: {TestData.AdminToken}", $"X-Api-Token: {TestData.AdminToken}");

        Assert.That(answer, Does.StartWith("HTTP/1.1 401 ").And.Contain("""{"message":"Unauthorized","errors":[]}"""));
    }

    [Test]
    public async Task Request_WhenTheTokenIsInTheQueryString_ShouldBeUnauthorized()
    {
        using var client = TestService.Client();

        using var response = await client.GetAsync($"/api/migrations?X-Api-Token={TestData.AdminToken}");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.Unauthorized, "Unauthorized");
    }
}
