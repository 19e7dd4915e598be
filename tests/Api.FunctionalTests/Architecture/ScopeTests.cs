using System.Net;
using System.Text.RegularExpressions;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Hosting.Migrations.Api.FunctionalTests.Architecture;

/// <summary>No operation can forget who may use it: all are walked, with the scope that each kind of them needs.</summary>
public sealed partial class ScopeTests
{
    private static readonly string[] ForAdmins = ["/api/customers", "/api/tokens", "/api/admin", "/api/audit"];
    private static readonly string[] Safe = ["GET", "HEAD", "OPTIONS"];

    [Test]
    public void Operations_WhenTheyAreOfTheApi_ShouldAllAskForAToken() =>
        Assert.That(
            Operations().Where(operation => operation.Endpoint.Metadata.GetMetadata<IAuthorizeData>() is null || operation.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                .Select(operation => operation.Path),
            Is.Empty);

    [Test]
    public async Task Operations_WhenTheTokenReads_ShouldRefuseWhateverMayChangeSomething()
    {
        using var support = TestService.Client(TestData.SupportReadToken);
        using var customer = TestService.Client(TestData.CustomerReadToken);
        var changes = Operations().Where(operation => !Safe.Contains(operation.Method)).ToList();

        Assert.That(changes, Has.Count.GreaterThan(20));
        foreach (var (method, path, _) in changes)
        {
            Assert.That(await FieldsAsync(support, method, path), Is.EqualTo(new[] { "scope" }), $"{method} {path}");
            Assert.That(await FieldsAsync(customer, method, path), Is.EqualTo(new[] { "scope" }).Or.Empty, $"{method} {path}");
        }
    }

    [Test]
    public async Task Operations_WhenTheTokenWrites_ShouldRefuseWhatIsForAdminsToChange()
    {
        using var support = TestService.Client(TestData.SupportWriteToken);
        var changes = Operations().Where(operation => !Safe.Contains(operation.Method) && ForAdmins.Any(path => operation.Path.StartsWith(path, StringComparison.Ordinal))).ToList();

        Assert.That(changes, Has.Count.GreaterThan(5));
        foreach (var (method, path, _) in changes)
        {
            Assert.That(await FieldsAsync(support, method, path), Is.EqualTo(new[] { "scope" }), $"{method} {path}");
        }
    }

    private static async Task<IEnumerable<string>> FieldsAsync(HttpClient client, string method, string path)
    {
        using var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), $"{method} {path}");
        return (await response.JsonAsync())["errors"]!.AsArray().Select(error => error!["field"]!.ToString()).ToList();
    }

    private static IEnumerable<(string Method, string Path, RouteEndpoint Endpoint)> Operations() =>
        from endpoint in TestService.Endpoints.OfType<RouteEndpoint>()
        let path = Parameter().Replace($"/{endpoint.RoutePattern.RawText!.TrimStart('/')}", "x")
        where path.StartsWith("/api", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
        select (method, path, endpoint);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
