using System.Net;
using System.Net.Http.Headers;
using Hosting.Migrations.Api.FunctionalTests.Support;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

/// <summary>A client that says what it has seen changes nothing else.</summary>
public sealed class IfMatchTests : OperationsFixture
{
    private static IEnumerable<TestCaseData> Changes =>
    [
        new("PUT", "", """{"execution":"first"}""", HttpStatusCode.NoContent),
        new("PATCH", "", """{"second_execution_date":null}""", HttpStatusCode.OK),
        new("DELETE", "", null, HttpStatusCode.NoContent),
        new("PATCH", "/resources/CODE-1", """{"remote_password":"new"}""", HttpStatusCode.OK),
        new("DELETE", "/resources/CODE-1", null, HttpStatusCode.NoContent),
    ];

    [TestCaseSource(nameof(Changes))]
    public async Task Change_WhenNothingHasChangedSinceTheClientLooked_ShouldBeDone(string method, string path, string? json, HttpStatusCode expected)
    {
        var code = await Host.StoreAsync(FirstScheduled, second: SecondDue);
        var tag = await TagAsync(code, path);

        using var response = await SendAsync(method, code, path, json, tag.ToString());

        Assert.That(response.StatusCode, Is.EqualTo(expected), await response.Content.ReadAsStringAsync());
    }

    [TestCaseSource(nameof(Changes))]
    public async Task Change_WhenSomethingHasChangedSinceTheClientLooked_ShouldNotBeDone(string method, string path, string? json, HttpStatusCode expected)
    {
        var code = await Host.StoreAsync(FirstScheduled, second: SecondDue);
        var tag = await TagAsync(code, path);
        await Host.ChangeAsync(code, migration => migration.Repair(migration.Resources[0], migration.Resources[0].ToLogin() with { RemoteUsername = "other" }, Later));
        var before = (await GetAsync(code)).ToJsonString();

        using var stale = await SendAsync(method, code, path, json, tag.ToString());
        using var weak = await SendAsync(method, code, path, json, $"W/{await TagAsync(code, path)}");
        using var broken = await SendAsync(method, code, path, json, "no-tag");

        foreach (var response in new[] { stale, weak, broken })
        {
            await response.ShouldBeEnvelopeAsync(HttpStatusCode.PreconditionFailed, "Precondition failed");
        }

        Assert.That((await GetAsync(code)).ToJsonString(), Is.EqualTo(before));
        using var any = await SendAsync(method, code, path, json, "*");
        Assert.That(any.StatusCode, Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(Changes))]
    public async Task Change_WhenThereIsNoSuchThing_ShouldBeNotFound(string method, string path, string? json, HttpStatusCode expected)
    {
        using var response = await SendAsync(method, "MG99999999", path, json, "\"1\"");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
        Assert.That(expected, Is.Not.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task GetResource_WhenNothingHasChanged_ShouldBeNotModified()
    {
        var code = await Host.StoreAsync(FirstScheduled);
        const string path = "/resources/CODE-1";
        var tag = await TagAsync(code, path);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/migrations/{code}{path.Replace("CODE", code, StringComparison.Ordinal)}") { Headers = { IfNoneMatch = { tag } } };

        using var response = await Customer.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    private async Task<EntityTagHeaderValue> TagAsync(string code, string path)
    {
        using var response = await SendAsync(Customer, "GET", code, path.Replace("CODE", code, StringComparison.Ordinal));
        return response.Headers.ETag!;
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string code, string path, string? json, string tag)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/migrations/{code}{path.Replace("CODE", code, StringComparison.Ordinal)}");
        request.Content = json is null ? null : OperationsHost.Json(json);
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        return await Admin.SendAsync(request);
    }
}
