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
        Assert.That(response.Headers.WwwAuthenticate.ToString(), Is.EqualTo("ApiToken, Bearer"));
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

    [TestCase("Authorization: Bearer " + TestData.AdminToken, 200)]
    [TestCase("Authorization: bearer  " + TestData.AdminToken + " ", 200)]
    [TestCase("Authorization: Bearer " + TestData.ExpiredToken, 401)]
    [TestCase("Authorization: Bearer ", 401)]
    [TestCase("Authorization: Basic " + TestData.AdminToken, 401)]
    [TestCase("Authorization: " + TestData.AdminToken, 401)]
    [TestCase("Authorization: Bearer " + TestData.AdminToken + "\r\nX-Api-Token: " + TestData.AdminToken, 401)]
    [TestCase("Authorization: Bearer " + TestData.AdminToken + "\r\nAuthorization: Bearer " + TestData.AdminToken, 401)]
    public async Task Request_WhenTheTokenIsABearers_ShouldTakeItIfThereIsNoOther(string headers, int status)
    {
        var answer = await RawHttp.SendAsync("GET /api/migrations?per=1 HTTP/1.1", headers);

        Assert.That(answer, Does.StartWith($"HTTP/1.1 {status} "));
    }

    [Test]
    public async Task Request_WhenTheTokenIsInTheQueryString_ShouldBeUnauthorized()
    {
        using var client = TestService.Client();

        using var response = await client.GetAsync($"/api/migrations?X-Api-Token={TestData.AdminToken}");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.Unauthorized, "Unauthorized");
    }
}
