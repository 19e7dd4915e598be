using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Http;

public sealed class DatabaseDownTests
{
    private const string Password = "hush-hush";

    private ServiceHost _service = null!;
    private HttpClient _client = null!;

    [OneTimeSetUp]
    public void Start()
    {
        // Nothing listens on port 1.
        _service = new ServiceHost(
            ("Database:Provider", "PostgreSql"),
            ("ConnectionStrings:Migrations", $"Host=127.0.0.1;Port=1;Username=u;Password={Password};Database=d;Timeout=2"));
        _service.StartServer();
        _client = new HttpClient { BaseAddress = _service.ClientOptions.BaseAddress };
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        await _service.DisposeAsync();
    }

    [Test]
    public async Task Request_WhenTheDatabaseIsDown_ShouldTellTheClientNothingAndTheLogWhy()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/migrations?query=private");
        request.Headers.Add("X-Api-Token", "a-secret-token");
        request.Headers.Add("X-Request-Id", "night-1");

        using var response = await _client.SendAsync(request);

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.ServiceUnavailable, "Service unavailable");
        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("""{"message":"Service unavailable","errors":[]}"""));
        Assert.That(response.Headers.GetValues("X-Request-Id").Single(), Is.EqualTo("night-1"));
        Assert.That(response.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(5)));
        Assert.That(_service.Logs, Has.One.Match(@"^Error The database can't be used just now: Failed to connect to 127\.0\.0\.1:1: Connection refused\. "));
        Assert.That(string.Concat(_service.Logs), Does.Not.Contain("a-secret-token").And.Not.Contain(Password).And.Not.Contain("query=private"));
    }

    [Test]
    public async Task Health_WhenTheSchemaIsOfAVersionBefore_ShouldNotBeReady()
    {
        await using var host = await OperationsHost.StartAsync();
        using var client = host.Client();
        Assert.That(await client.GetStringAsync("/health/ready"), Is.EqualTo("Healthy"));

        await host.ForgetLatestSchemaAsync();

        using var ready = await client.GetAsync("/health/ready");
        Assert.That((ready.StatusCode, await ready.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "Unhealthy")));
        Assert.That(host.Logs, Has.One.Match(@"^Error The database has not the schema of this program yet, which ends with \d+_\w+: run `database migrate`"));
    }

    [Test]
    public async Task Health_WhenTheDatabaseIsDown_ShouldBeAliveButNotReady()
    {
        using var ready = await _client.GetAsync("/health/ready");

        Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await ready.Content.ReadAsStringAsync(), Is.EqualTo("Unhealthy"));
        Assert.That(ready.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(5)));
        Assert.That(await _client.GetStringAsync("/health/live"), Is.EqualTo("Healthy"));
    }
}
