using System.Net;
using System.Net.Http.Headers;
using Hosting.Migrations.Api.FunctionalTests.Support;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

/// <summary>Customers, tokens and webhooks have tags too: a client asks whether what it has kept is good, and changes only what it has seen.</summary>
public sealed class RevalidationTests : OperationsFixture
{
    private static int _last;

    private static IEnumerable<TestCaseData> Things => [new("customers"), new("webhooks"), new("tokens"), new("connections")];

    private static IEnumerable<TestCaseData> Changes =>
    [
        new("customers", """{"name":"mine"}""", """{"name":"another's"}"""),
        new("webhooks", """{"url":"https://mine.example/"}""", """{"enabled":false}"""),
        new("connections", """{"password":"mine"}""", """{"password":"others"}"""),
    ];

    [TestCaseSource(nameof(Things))]
    public async Task Get_WhenNothingHasChanged_ShouldBeNotModified(string kind)
    {
        var path = await AddAsync(kind);
        var tag = await TagAsync(path);

        using var same = await SendAsync("GET", path, ifNoneMatch: tag.ToString());
        using var other = await SendAsync("GET", path, ifNoneMatch: (await TagAsync(await AddAsync(kind))).ToString());

        Assert.That((same.StatusCode, same.Headers.ETag, await same.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.NotModified, tag, string.Empty)));
        Assert.That((other.StatusCode, other.Headers.ETag), Is.EqualTo((HttpStatusCode.OK, tag)));
    }

    [TestCaseSource(nameof(Changes))]
    public async Task Change_WhenAnotherWasFaster_ShouldNotBeDone(string kind, string mine, string others)
    {
        var path = await AddAsync(kind);
        var seen = (await TagAsync(path)).ToString();
        using var faster = await SendAsync("PATCH", path, others, ifMatch: seen);
        var after = await Admin.GetStringAsync($"/api/{path}");

        using var late = await SendAsync("PATCH", path, mine, ifMatch: seen);
        using var weak = await SendAsync("PATCH", path, mine, ifMatch: $"W/{faster.Headers.ETag}");
        using var deletion = await SendAsync("DELETE", path, ifMatch: seen);

        Assert.That((faster.StatusCode, faster.Headers.ETag), Is.EqualTo((HttpStatusCode.OK, await TagAsync(path))));
        foreach (var refused in new[] { late, weak, deletion })
        {
            await refused.ShouldBeEnvelopeAsync(HttpStatusCode.PreconditionFailed, "Precondition failed");
        }

        Assert.That(await Admin.GetStringAsync($"/api/{path}"), Is.EqualTo(after));
        using var next = await SendAsync("PATCH", path, mine, ifMatch: faster.Headers.ETag!.ToString());
        Assert.That(next.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCaseSource(nameof(Changes))]
    public async Task Change_WhenManyHaveSeenTheSame_ShouldBeDoneOnce(string kind, string mine, string others)
    {
        var path = await AddAsync(kind);
        var seen = (await TagAsync(path)).ToString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => SendAsync("PATCH", path, number % 2 == 0 ? mine : others, ifMatch: seen)));

        Assert.That(answers.Select(answer => answer.StatusCode).Order(), Is.EqualTo(new[] { HttpStatusCode.OK }.Concat(Enumerable.Repeat(HttpStatusCode.PreconditionFailed, 7))));
        answers.ToList().ForEach(answer => answer.Dispose());
    }

    [TestCaseSource(nameof(Things))]
    public async Task Delete_WhenTheClientHasSeenIt_ShouldBeDone(string kind)
    {
        var path = await AddAsync(kind);

        using var stale = await SendAsync("DELETE", path, ifMatch: "\"1\"");
        using var done = await SendAsync("DELETE", path, ifMatch: (await TagAsync(path)).ToString());

        await stale.ShouldBeEnvelopeAsync(HttpStatusCode.PreconditionFailed, "Precondition failed");
        Assert.That(done.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
    }

    [TestCase("", """{"second_execution_date":null}""")]
    [TestCase("/resources/CODE-1", """{"remote_password":"new"}""")]
    public async Task Change_WhenItIsDone_ShouldAnswerTheTagOfWhatIsThere(string part, string json)
    {
        var code = await Host.StoreAsync(FirstScheduled, second: SecondDue);
        var path = $"migrations/{code}{part.Replace("CODE", code, StringComparison.Ordinal)}";

        using var changed = await SendAsync("PATCH", path, json);

        Assert.That(changed.Headers.ETag, Is.Not.Null.And.EqualTo(await TagAsync(path)));
    }

    private async Task<string> AddAsync(string kind)
    {
        var number = Interlocked.Increment(ref _last);
        switch (kind)
        {
            case "customers":
                await AskForAsync(Admin, "POST", kind, $$"""{"code":"R{{number}}","name":"x"}""", HttpStatusCode.Created);
                return $"customers/R{number}";
            case "webhooks":
                var added = await AskForAsync(Admin, "POST", kind, """{"customer_code":"C1","url":"https://example.net/hook"}""", HttpStatusCode.Created);
                return $"webhooks/{added["webhook"]!["id"]}";
            case "connections":
                var json = $$"""{"customer_code":"C1","name":"c{{number}}","kind":"master_user","user":"master","password":"pw","remote_server":"imap.example.net"}""";
                return $"connections/{(await AskForAsync(Admin, "POST", kind, json, HttpStatusCode.Created))["id"]}";
            default:
                var issued = await AskForAsync(Admin, "POST", kind, """{"customer_code":"C1"}""", HttpStatusCode.Created);
                return $"tokens/{issued["token"]!["id"]}";
        }
    }

    private async Task<EntityTagHeaderValue> TagAsync(string path)
    {
        using var response = await SendAsync("GET", path);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return response.Headers.ETag!;
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string? json = null, string? ifMatch = null, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/{path}") { Content = json is null ? null : OperationsHost.Json(json) };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (ifNoneMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        }

        return await Admin.SendAsync(request);
    }
}
