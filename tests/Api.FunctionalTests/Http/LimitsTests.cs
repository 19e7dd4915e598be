using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Http;

/// <summary>How much may be asked.</summary>
public sealed class LimitsTests
{
    [Test]
    public async Task Get_WhenATokenAsksTooMuch_ShouldBeToldWhenToComeAgain()
    {
        await using var host = await OperationsHost.StartAsync(("RateLimits:PerToken", "3"));
        using var client = host.Client();
        using var other = host.Client(TestData.OtherCustomerToken);

        using var first = await client.GetAsync("/api/migrations");
        using var second = await client.GetAsync("/api/migrations?per=0");
        using var third = await client.GetAsync("/api/migrations/MG00000000");
        using var fourth = await client.GetAsync("/api/migrations");
        using var others = await other.GetAsync("/api/migrations");
        using var health = await client.GetAsync("/health/live");

        Assert.That(
            new[] { first, second, third, fourth, others }.Select(one => (int)one.StatusCode), Is.EqualTo(new[] { 200, 422, 404, 429, 200 }));
        Assert.That(new[] { first, second, third, fourth, others }.Select(Limit), Is.EqualTo(new[]
        {
            "\"token\";r=2;t=20", "\"token\";r=1;t=40", "\"token\";r=0;t=60", "\"token\";r=0;t=60", "\"token\";r=2;t=20",
        }));
        Assert.That(first.Headers.GetValues("RateLimit-Policy"), Is.EqualTo(new[] { "\"token\";q=3;w=60" }));
        await fourth.ShouldBeEnvelopeAsync(HttpStatusCode.TooManyRequests, "Too many requests");
        Assert.That(fourth.Headers.RetryAfter!.Delta, Is.InRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20)));
        Assert.That((health.StatusCode, health.Headers.Contains("RateLimit")), Is.EqualTo((HttpStatusCode.OK, false)));
    }

    [Test]
    public async Task Get_WhenAnAddressIsRefusedTooOften_ShouldRefuseItAndNotItsGoodTokens()
    {
        await using var host = await OperationsHost.StartAsync(("RateLimits:RefusedPerAddress", "2"));
        using var stranger = host.Client("unknown");
        using var nobody = host.Client(token: null);
        using var client = host.Client();

        using var first = await stranger.GetAsync("/api/migrations");
        using var second = await nobody.GetAsync("/api/migrations");
        using var third = await stranger.GetAsync("/api/migrations");
        using var good = await client.GetAsync("/api/migrations");

        Assert.That(new[] { first, second, third, good }.Select(one => (int)one.StatusCode), Is.EqualTo(new[] { 401, 401, 429, 200 }));
        Assert.That(new[] { first, second, third }.Select(Limit), Is.EqualTo(new[] { "\"address\";r=1;t=30", "\"address\";r=0;t=60", "\"address\";r=0;t=60" }));
        await third.ShouldBeEnvelopeAsync(HttpStatusCode.TooManyRequests, "Too many requests");
        Assert.That(third.Headers.RetryAfter, Is.Not.Null);
    }

    [Test]
    public async Task Get_WhenAProxyIsTrusted_ShouldCountItsClientsAndNotTheProxy()
    {
        await using var host = await OperationsHost.StartAsync(
            ("RateLimits:RefusedPerAddress", "1"), ("Proxy:Trusted:0", "127.0.0.1"), ("Proxy:Trusted:1", "::1"));
        using var client = host.Client("unknown");
        string[] addresses = ["192.0.2.1", "192.0.2.2", "192.0.2.1", "2001:db8::1", "2001:db8::2", "2001:db8:0:1::1"];

        var answers = new List<int>();
        foreach (var address in addresses)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/migrations");
            request.Headers.Add("X-Forwarded-For", address);
            using var response = await client.SendAsync(request);
            answers.Add((int)response.StatusCode);
        }

        Assert.That(answers, Is.EqualTo(new[] { 401, 401, 429, 401, 429, 401 }));
    }

    [Test]
    public async Task Get_WhenThereIsNoLimit_ShouldTellOfNone()
    {
        await using var host = await OperationsHost.StartAsync(("RateLimits:PerToken", "0"), ("RateLimits:RefusedPerAddress", "0"));
        using var client = host.Client();
        using var stranger = host.Client("unknown");

        using var response = await client.GetAsync("/api/migrations");
        using var refused = await stranger.GetAsync("/api/migrations");

        Assert.That(response.Headers.Contains("RateLimit") || refused.Headers.Contains("RateLimit"), Is.False);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private static string Limit(HttpResponseMessage response) => response.Headers.GetValues("RateLimit").Single();
}
