using System.Net;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

/// <summary>Sends requests about single migrations to a service whose migrations may be changed.</summary>
public abstract class OperationsFixture
{
    internal OperationsHost Host { get; private set; } = null!;

    internal HttpClient Customer { get; private set; } = null!;

    internal HttpClient Admin { get; private set; } = null!;

    internal HttpClient Stranger { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Host = await OperationsHost.StartAsync();
        (Customer, Admin, Stranger) = (Host.Client(), Host.Client(TestData.AdminToken), Host.Client(TestData.OtherCustomerToken));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        Customer.Dispose();
        Admin.Dispose();
        Stranger.Dispose();
        await Host.DisposeAsync();
    }

    internal static async Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string code, string path = "", string? json = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/migrations/{code}{path}");
        request.Content = json is null ? null : OperationsHost.Json(json);
        return await client.SendAsync(request);
    }

    /// <summary>Sends a request to any path of the API.</summary>
    internal static async Task<HttpResponseMessage> AskAsync(HttpClient client, string method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/{path}");
        request.Content = json is null ? null : OperationsHost.Json(json);
        return await client.SendAsync(request);
    }

    /// <summary>What a request is answered with, which has to have a status.</summary>
    internal static async Task<JsonObject> AskForAsync(HttpClient client, string method, string path, string? json = null, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await AskAsync(client, method, path, json);
        Assert.That(response.StatusCode, Is.EqualTo(status), await response.Content.ReadAsStringAsync());
        return await response.JsonAsync();
    }

    /// <summary>The migration as the API shows it.</summary>
    internal async Task<JsonObject> GetAsync(string code)
    {
        using var response = await SendAsync(Customer, "GET", code);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return (await response.JsonAsync())["resources"]![0]!.AsObject();
    }

    /// <summary>Checks that a request is refused for one field, for a reason.</summary>
    internal static async Task ShouldBeRefusedAsync(HttpResponseMessage response, string field, string reason)
    {
        await response.ShouldBeEnvelopeAsync(HttpStatusCode.UnprocessableEntity, "Validation failed", field);
        Assert.That((await response.JsonAsync())["errors"]![0]!["description"]!.ToString(), Is.EqualTo(reason));
    }
}
