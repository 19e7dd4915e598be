using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

/// <summary>API tokens, as admins look after them, and what each scope allows.</summary>
public sealed class TokensTests : OperationsFixture
{
    private static readonly TestCaseData[] Requests =
    [
        new("GET", "tokens", null),
        new("POST", "tokens", "{}"),
        new("GET", "tokens/1", null),
        new("DELETE", "tokens/1", null),
    ];

    [Test]
    public async Task Issue_WhenValid_ShouldAnswerTheSecretThisOnce()
    {
        using var response = await AskAsync(Admin, "POST", "tokens", """{"customer_code":"C1","name":"panel","scope":"read","expires_in_days":30}""");

        var body = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created), body);
        var (secret, token) = (JsonNode.Parse(body)!["secret"]!.ToString(), JsonNode.Parse(body)!["token"]!);
        var (id, issued, expires) = (token["id"]!.GetValue<long>(), token["created_at"]!.ToString(), token["expires_at"]!.ToString());
        Assert.That(body, Is.EqualTo(
            $$$"""{"secret":"{{{secret}}}","token":{"id":{{{id}}},"admin":false,"customer_code":"C1","name":"panel","scope":"read","""
            + $$$"""
            "created_at":"{{{issued}}}","expires_at":"{{{expires}}}","revoked_at":null,"last_used_at":null}}
            """));
        Assert.That(secret, Does.Match("^hm_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$"));
        Assert.That(
            DateTimeOffset.Parse(expires, CultureInfo.InvariantCulture) - DateTimeOffset.Parse(issued, CultureInfo.InvariantCulture), Is.EqualTo(TimeSpan.FromDays(30)));
        Assert.That(response.Headers.Location?.OriginalString, Is.EqualTo($"/api/tokens/{id}"));
        var shown = await AskForAsync(Admin, "GET", $"tokens/{id}");
        Assert.That(shown.ToJsonString(), Is.EqualTo(token.ToJsonString()));
        Assert.That((await AskForAsync(Admin, "GET", "tokens?per=200")).ToJsonString(), Does.Not.Contain(secret).And.Contain(token.ToJsonString()));
    }

    [TestCase("01")]
    [TestCase("+1")]
    [TestCase("%201")]
    [TestCase("99999999999999999999")]
    public async Task Get_WhenTheNumberIsSpeltOtherwise_ShouldBeNotFound(string id)
    {
        using var response = await AskAsync(Admin, "GET", $"tokens/{id}");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
    }

    [TestCase("""{"admin":true}""", true, null, "admin")]
    [TestCase("""{"admin":true,"scope":"read"}""", true, null, "read")]
    [TestCase("""{"admin":true,"scope":"write","customer_code":null}""", true, null, "write")]
    [TestCase("""{"customer_code":"C2"}""", false, "C2", "write")]
    [TestCase("""{"admin":false,"customer_code":"C2","scope":"read"}""", false, "C2", "read")]
    public async Task Issue_WhenOwnerAndScopeAreGiven_ShouldBeThese(string json, bool isAdmin, string? customer, string scope)
    {
        var token = (await AskForAsync(Admin, "POST", "tokens", json, HttpStatusCode.Created))["token"]!;

        Assert.That(
            (token["admin"]!.GetValue<bool>(), token["customer_code"]?.ToString(), token["scope"]!.ToString(), token["expires_at"]), Is.EqualTo((isAdmin, customer, scope, (JsonNode?)null)));
    }

    [TestCase("{}", "customer_code", "must be given for a customer's token, and must not be given for an admin's")]
    [TestCase("""{"admin":true,"customer_code":"C1"}""", "customer_code", "must be given for a customer's token, and must not be given for an admin's")]
    [TestCase("""{"customer_code":"C 1"}""", "customer_code", "must be 1 to 32 letters, digits, '_' or '-'")]
    [TestCase("""{"admin":true,"scope":"root"}""", "scope", "must be one of: read, write, admin")]
    [TestCase("""{"customer_code":"C1","scope":"admin"}""", "scope", "must be one of read and write for a customer's token")]
    [TestCase("""{"admin":true,"expires_in_days":0}""", "expires_in_days", "must be between 1 and 3650")]
    [TestCase("""{"admin":true,"expires_at":"2020-01-01T00:00:00Z"}""", "expires_at", "must be in the future, and at most 3650 days ahead")]
    [TestCase("""{"admin":true,"expires_at":"9999-12-31T23:59:59Z"}""", "expires_at", "must be in the future, and at most 3650 days ahead")]
    [TestCase("""{"admin":true,"expires_at":"2030-01-01"}""", "expires_at", "must be a date and time with an offset, such as 2026-11-23T22:00:00Z")]
    [TestCase("""{"admin":true,"name":"a\nb"}""", "name", "must have at most 100 characters, none of them a control character")]
    [TestCase("""{"admin":true,"secret":"mine"}""", "body", "may hold admin, customer_code, name, scope, expires_in_days and expires_at only")]
    public async Task Issue_WhenItIsNotValid_ShouldNameTheFieldAndTheRemedy(string json, string field, string reason)
    {
        using var response = await AskAsync(Admin, "POST", "tokens", json);

        await ShouldBeRefusedAsync(response, field, reason);
    }

    [Test]
    public async Task Issue_WhenThereIsNoSuchCustomer_ShouldBeNotFound()
    {
        using var response = await AskAsync(Admin, "POST", "tokens", """{"customer_code":"nobody"}""");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
    }

    [Test]
    public async Task Use_WhenATokenIsUsed_ShouldBeNoted()
    {
        var (id, secret) = await IssueAsync("""{"admin":true,"scope":"read"}""");
        using var client = Host.Client(secret);

        using var response = await client.GetAsync("/api/presets");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(async () => (await AskForAsync(Admin, "GET", $"tokens/{id}"))["last_used_at"], Is.Not.Null.After(20).Seconds.PollEvery(50));
    }

    [Test]
    public async Task Revoke_WhenDone_ShouldRefuseTheTokenAndKeepItInTheList()
    {
        await using var host = await OperationsHost.StartAsync(("ApiTokens:CacheFor", "00:00:00"));
        using var admin = host.Client(TestData.AdminToken);
        var issued = await AskForAsync(admin, "POST", "tokens", """{"customer_code":"C1"}""", HttpStatusCode.Created);
        using var client = host.Client(issued["secret"]!.ToString());
        using var before = await client.GetAsync("/api/migrations");

        using var revoked = await AskAsync(admin, "DELETE", $"tokens/{issued["token"]!["id"]}");
        using var twice = await AskAsync(admin, "DELETE", $"tokens/{issued["token"]!["id"]}");
        using var after = await client.GetAsync("/api/migrations");

        Assert.That((before.StatusCode, revoked.StatusCode, twice.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.NoContent)));
        await after.ShouldBeEnvelopeAsync(HttpStatusCode.Unauthorized, "Unauthorized");
        Assert.That((await AskForAsync(admin, "GET", $"tokens/{issued["token"]!["id"]}"))["revoked_at"], Is.Not.Null);
    }

    [Test]
    public async Task Revoke_WhenTheTokenIsStillRememberedForReading_ShouldRefuseItsChangesAtOnce()
    {
        var issued = await AskForAsync(Admin, "POST", "tokens", """{"admin":true}""", HttpStatusCode.Created);
        using var client = Host.Client(issued["secret"]!.ToString());
        using var before = await client.GetAsync("/api/tokens");

        using var revoked = await AskAsync(Admin, "DELETE", $"tokens/{issued["token"]!["id"]}");
        using var successor = await AskAsync(client, "POST", "tokens", """{"admin":true}""");

        Assert.That((before.StatusCode, revoked.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.NoContent)));
        await successor.ShouldBeEnvelopeAsync(HttpStatusCode.Unauthorized, "Unauthorized");
    }

    [TestCase("0")]
    [TestCase("999999")]
    [TestCase("-1")]
    [TestCase("one")]
    [TestCase("1%20")]
    [TestCase("99999999999999999999")]
    public async Task AnyRequest_WhenThereIsNoSuchToken_ShouldBeNotFound(string id)
    {
        using var get = await AskAsync(Admin, "GET", $"tokens/{id}");
        using var delete = await AskAsync(Admin, "DELETE", $"tokens/{id}");

        await get.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
        await delete.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
    }

    [TestCaseSource(nameof(Requests))]
    public async Task AnyRequest_WhenItIsACustomers_ShouldBeForbidden(string method, string path, string? json)
    {
        using var response = await AskAsync(Customer, method, path, json);

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.Forbidden, "Forbidden");
    }

    [TestCaseSource(nameof(Requests))]
    public async Task AnyRequest_WhenThereIsNoToken_ShouldBeUnauthorized(string method, string path, string? json)
    {
        using var nobody = Host.Client(token: null);

        using var response = await AskAsync(nobody, method, path, json);

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.Unauthorized, "Unauthorized");
    }

    [TestCase(TestData.SupportReadToken)]
    [TestCase(TestData.CustomerReadToken)]
    public async Task ReadScope_WhenSomethingWouldChange_ShouldSayWhatIsMissing(string token)
    {
        using var client = Host.Client(token);

        using var seen = await client.GetAsync("/api/migrations");
        using var refused = await AskAsync(client, "POST", "migrations", "no json at all");

        Assert.That(seen.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await refused.Content.ReadAsStringAsync(), Is.EqualTo(
            """{"message":"Forbidden","errors":[{"field":"scope","description":"of the token is read, which allows GET, HEAD and OPTIONS alone: it has to be write"}]}"""));
    }

    [Test]
    public async Task SupportScopes_WhenTheyLook_ShouldSeeEveryCustomer()
    {
        using var client = Host.Client(TestData.SupportReadToken);
        var code = await Host.StoreAsync(Domain.UnitTests.TestData.States.FirstScheduled);

        using var migration = await client.GetAsync($"/api/migrations/{code}");
        using var customers = await client.GetAsync("/api/customers");

        Assert.That((migration.StatusCode, customers.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)));
    }

    [Test]
    public async Task WriteScope_WhenAnAdminHasIt_ShouldChangeMigrationsButNotCustomersTokensOrTheService()
    {
        using var client = Host.Client(TestData.SupportWriteToken);
        var code = await Host.StoreAsync(Domain.UnitTests.TestData.States.FirstScheduled);

        using var paused = await AskAsync(client, "POST", $"migrations/{code}/pause");

        Assert.That(paused.StatusCode, Is.EqualTo(HttpStatusCode.OK), await paused.Content.ReadAsStringAsync());
        foreach (var (method, path) in new[] { ("POST", "customers"), ("PATCH", "customers/C1"), ("POST", "tokens"), ("DELETE", "tokens/1"), ("POST", "admin/pause") })
        {
            using var refused = await AskAsync(client, method, path, "{}");
            await refused.ShouldBeEnvelopeAsync(HttpStatusCode.Forbidden, "Forbidden", "scope");
            Assert.That(
                (await refused.JsonAsync())["errors"]![0]!["description"]!.ToString(), Is.EqualTo("of the token is write, which does not allow this: it has to be admin"));
        }
    }

    private async Task<(long Id, string Secret)> IssueAsync(string json)
    {
        var issued = await AskForAsync(Admin, "POST", "tokens", json, HttpStatusCode.Created);
        return (issued["token"]!["id"]!.GetValue<long>(), issued["secret"]!.ToString());
    }
}
