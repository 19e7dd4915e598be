using System.Net;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

/// <summary>Webhooks, as customers and admins look after them.</summary>
public sealed class WebhooksTests : OperationsFixture
{
    private const string Url = "https://panel.example.net/hooks";
    private const string AnyJson = """{"enabled":true}""";

    private static readonly TestCaseData[] OnOne =
    [
        new("GET", "", null),
        new("PATCH", "", AnyJson),
        new("DELETE", "", null),
        new("POST", "/test", null),
        new("GET", "/deliveries", null),
        new("POST", "/rotate-secret", null),
    ];

    [SetUp]
    public async Task ClearAsync()
    {
        foreach (var webhook in (await AskForAsync(Admin, "GET", "webhooks?per=200"))["resources"]!.AsArray())
        {
            using var deleted = await AskAsync(Admin, "DELETE", $"webhooks/{webhook!["id"]}");
            Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        }
    }

    [Test]
    public async Task Add_WhenACustomerDoes_ShouldBeItsOwnAndShowTheSecretThisOnce()
    {
        using var response = await AskAsync(Customer, "POST", "webhooks", $$"""{"url":"{{Url}}","events":["mailbox.failed","migration.status_changed"]}""");

        var body = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created), body);
        var (secret, webhook) = (JsonNode.Parse(body)!["secret"]!.ToString(), JsonNode.Parse(body)!["webhook"]!);
        var (id, since) = (webhook["id"]!.ToString(), webhook["created_at"]!.ToString());
        Assert.That(body.Replace("\\u002B", "+", StringComparison.Ordinal), Is.EqualTo(
            $$$"""{"secret":"{{{secret}}}","webhook":{"id":"{{{id}}}","customer_code":"C1","url":"{{{Url}}}","events":["mailbox.failed","migration.status_changed"],"""
            + $$$"""
            "enabled":true,"created_at":"{{{since}}}","failures_in_row":0,"blocked_until":null,"previous_secret_until":null}}
            """));
        Assert.That(secret, Does.StartWith("whsec_").And.Length.EqualTo(50));
        Assert.That(id, Does.Match("^wh_[0-9a-z]{16}$"));
        Assert.That(response.Headers.Location?.OriginalString, Is.EqualTo($"/api/webhooks/{id}"));
        Assert.That((await AskForAsync(Customer, "GET", $"webhooks/{id}")).ToJsonString(), Is.EqualTo(webhook.ToJsonString()));
    }

    [Test]
    public async Task Add_WhenAnAdminDoes_ShouldBeTheNamedCustomers()
    {
        var webhook = (await AskForAsync(Admin, "POST", "webhooks", $$"""{"customer_code":"C2","url":"{{Url}}"}""", HttpStatusCode.Created))["webhook"]!;

        Assert.That((webhook["customer_code"]!.ToString(), webhook["events"]!.ToJsonString()), Is.EqualTo(("C2", """["migration.status_changed"]""")));
    }

    [TestCase("{}", "url", "is required")]
    [TestCase("""{"url":"ftp://example.net"}""", "url", "must be an http or https URL of at most 2000 characters, without user and fragment")]
    [TestCase("""{"url":"https://u:p@example.net/"}""", "url", "must be an http or https URL of at most 2000 characters, without user and fragment")]
    [TestCase("""{"url":7}""", "url", "must be a text of valid Unicode")]
    [TestCase("""{"url":"https://example.net/","events":[]}""", "events", "must be one or more of migration.status_changed, mailbox.succeeded, mailbox.failed, each once")]
    [TestCase("""{"url":"https://example.net/","events":["all"]}""", "events", "must be one or more of migration.status_changed, mailbox.succeeded, mailbox.failed, each once")]
    [TestCase(
        """{"url":"https://example.net/","events":["mailbox.failed","mailbox.failed"]}""",
        "events",
        "must be one or more of migration.status_changed, mailbox.succeeded, mailbox.failed, each once")]
    [TestCase("""{"url":"https://example.net/","secret":"mine"}""", "body", "may hold customer_code, url and events only")]
    public async Task Add_WhenItIsNotValid_ShouldNameTheFieldAndTheRemedy(string json, string field, string reason)
    {
        using var response = await AskAsync(Customer, "POST", "webhooks", json);

        await ShouldBeRefusedAsync(response, field, reason);
    }

    [Test]
    public async Task Add_WhenACustomerIsNamed_ShouldBeForAdminsAlone()
    {
        var json = $$"""{"customer_code":"C1","url":"{{Url}}"}""";
        using var own = await AskAsync(Customer, "POST", "webhooks", json);
        using var unknown = await AskAsync(Admin, "POST", "webhooks", json.Replace("C1", "C9", StringComparison.Ordinal));
        using var none = await AskAsync(Admin, "POST", "webhooks", $$"""{"url":"{{Url}}"}""");

        await own.ShouldBeEnvelopeAsync(HttpStatusCode.Forbidden, "Forbidden");
        await unknown.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
        await ShouldBeRefusedAsync(none, "customer_code", "is required");
    }

    [Test]
    public async Task Add_WhenTheCustomerHasAsManyAsAreAllowed_ShouldSaySoHoweverManyComeAtOnce()
    {
        var responses = await Task.WhenAll(Enumerable.Range(0, 14).Select(_ => AskAsync(Customer, "POST", "webhooks", $$"""{"url":"{{Url}}"}""")));

        var refused = responses.Where(response => response.StatusCode != HttpStatusCode.Created).ToList();
        Assert.That(refused, Has.Count.EqualTo(4));
        foreach (var response in refused)
        {
            await ShouldBeRefusedAsync(response, "url", "can't be added: the customer has 10 webhooks, and no more are allowed; delete one first");
        }

        await AddAsync(Stranger);
    }

    [Test]
    public async Task List_WhenAsked_ShouldShowACustomerItsOwnAndAnAdminAll()
    {
        var (first, second, other) = (await AddAsync(Customer), await AddAsync(Customer), await AddAsync(Stranger));

        Assert.That(await ListAsync(Customer), Is.EqualTo(new[] { first, second }));
        Assert.That(await ListAsync(Stranger), Is.EqualTo(new[] { other }));
        Assert.That(await ListAsync(Admin), Is.EqualTo(new[] { first, second, other }));
        Assert.That(await ListAsync(Admin, "?customer_code=C2"), Is.EqualTo(new[] { other }));
        Assert.That(await ListAsync(Customer, "?per=1&page=2"), Is.EqualTo(new[] { second }));
        using var named = await AskAsync(Customer, "GET", "webhooks?customer_code=C1");
        using var unknown = await AskAsync(Admin, "GET", "webhooks?customer_code=C9");
        await named.ShouldBeEnvelopeAsync(HttpStatusCode.Forbidden, "Forbidden");
        await unknown.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
    }

    [Test]
    public async Task Change_WhenFieldsAreGiven_ShouldChangeTheseAlone()
    {
        var id = await AddAsync(Customer);

        var moved = await AskForAsync(Customer, "PATCH", $"webhooks/{id}", """{"url":"http://other.example/"}""");
        var chosen = await AskForAsync(Customer, "PATCH", $"webhooks/{id}", """{"events":["mailbox.succeeded"],"enabled":false}""");
        var enabled = await AskForAsync(Admin, "PATCH", $"webhooks/{id}", """{"enabled":true}""");

        Assert.That((moved["url"]!.ToString(), moved["enabled"]!.GetValue<bool>()), Is.EqualTo(("http://other.example/", true)));
        Assert.That((chosen["url"]!.ToString(), chosen["events"]!.ToJsonString(), chosen["enabled"]!.GetValue<bool>()), Is.EqualTo(("http://other.example/", """["mailbox.succeeded"]""", false)));
        Assert.That((enabled["events"]!.ToJsonString(), enabled["enabled"]!.GetValue<bool>()), Is.EqualTo(("""["mailbox.succeeded"]""", true)));
    }

    [TestCase("""{"url":"nowhere"}""", "url", "must be an http or https URL of at most 2000 characters, without user and fragment")]
    [TestCase("""{"events":["x"]}""", "events", "must be one or more of migration.status_changed, mailbox.succeeded, mailbox.failed, each once")]
    [TestCase("""{"enabled":"no"}""", "enabled", "must be true or false")]
    [TestCase("""{"secret":"mine"}""", "body", "may hold url, events and enabled only")]
    public async Task Change_WhenItIsNotValid_ShouldNameTheFieldAndTheRemedy(string json, string field, string reason)
    {
        var id = await AddAsync(Customer);

        using var response = await AskAsync(Customer, "PATCH", $"webhooks/{id}", json);

        await ShouldBeRefusedAsync(response, field, reason);
    }

    [TestCase("127.0.0.1", "127.0.0.1 is this machine's own")]
    [TestCase("localhost", "its name leads to no address that is allowed")]
    public async Task Test_WhenTheReceiverMayNotBeReached_ShouldSayWhyWithoutTellingWhereNamesLead(string host, string why)
    {
        var id = await AddAsync(Customer, $"http://{host}:9/hook");

        var answer = await AskForAsync(Customer, "POST", $"webhooks/{id}/test");

        Assert.That((answer["delivered"]!.GetValue<bool>(), answer["status"]), Is.EqualTo((false, (JsonNode?)null)));
        Assert.That(answer["error"]!.ToString(), Is.EqualTo($"the receiver is not reached from here: {why}"));
        Assert.That(answer.Select(field => field.Key), Is.EqualTo(new[] { "delivered", "status", "error" }));
    }

    [Test]
    public async Task Test_WhenAskedTooOften_ShouldSayWhenToComeAgain()
    {
        await using var host = await OperationsHost.StartAsync(("RateLimits:WebhookTests", "2"));
        using var client = host.Client();
        var id = await AddAsync(client, "http://127.0.0.1:9/hook");
        await AskForAsync(client, "POST", $"webhooks/{id}/test");
        await AskForAsync(client, "POST", $"webhooks/{id}/test");

        using var refused = await AskAsync(client, "POST", $"webhooks/{id}/test");

        await refused.ShouldBeEnvelopeAsync(HttpStatusCode.TooManyRequests, "Too many requests");
        Assert.That(refused.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
    }

    [Test]
    public async Task Deliveries_WhenNothingWasTold_ShouldBeAnEmptyPage()
    {
        var id = await AddAsync(Customer);

        using var response = await AskAsync(Customer, "GET", $"webhooks/{id}/deliveries");

        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo(
            """{"resources":[],"pagination":{"per":25,"page":1,"total_pages":0,"query":null,"filter":null,"status":null,"sort_field":"id","sort":"desc","total_records":0}}"""));
    }

    [Test]
    public async Task RotateSecret_WhenDone_ShouldShowAnotherAndUntilWhenTheOldOneSigns()
    {
        var added = await AskForAsync(Customer, "POST", "webhooks", $$"""{"url":"{{Url}}"}""", HttpStatusCode.Created);

        var rotated = await AskForAsync(Customer, "POST", $"webhooks/{added["webhook"]!["id"]}/rotate-secret");

        Assert.That(rotated["secret"]!.ToString(), Does.StartWith("whsec_").And.Not.EqualTo(added["secret"]!.ToString()));
        Assert.That(rotated["webhook"]!["previous_secret_until"]!.GetValue<DateTimeOffset>(), Is.EqualTo(DateTimeOffset.UtcNow.AddHours(24)).Within(TimeSpan.FromMinutes(5)));
    }

    [TestCaseSource(nameof(OnOne))]
    public async Task AnyRequest_WhenTheWebhookIsAnothers_ShouldBeNotFound(string method, string path, string? json)
    {
        var id = await AddAsync(Customer);

        using var response = await AskAsync(Stranger, method, $"webhooks/{id}{path}", json);

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
        Assert.That(await ListAsync(Customer), Is.EqualTo(new[] { id }));
    }

    [TestCaseSource(nameof(OnOne))]
    public async Task AnyRequest_WhenThereIsNoSuchWebhook_ShouldBeNotFound(string method, string path, string? json)
    {
        foreach (var id in new[] { "1", "wh_0123456789abcdef", "wh_0123456789ABCDEF", "wh_0123456789abcdef%0A", "wh_" })
        {
            using var response = await AskAsync(Admin, method, $"webhooks/{id}{path}", json);

            await response.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
        }
    }

    [TestCaseSource(nameof(OnOne))]
    public async Task AnyRequest_WhenThereIsNoToken_ShouldBeUnauthorized(string method, string path, string? json)
    {
        using var nobody = Host.Client(token: null);

        using var response = await AskAsync(nobody, method, $"webhooks/wh_0123456789abcdef{path}", json);

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.Unauthorized, "Unauthorized");
    }

    private static async Task<string> AddAsync(HttpClient client, string url = Url) =>
        (await AskForAsync(client, "POST", "webhooks", $$"""{"url":"{{url}}"}""", HttpStatusCode.Created))["webhook"]!["id"]!.ToString();

    private static async Task<IEnumerable<string>> ListAsync(HttpClient client, string query = "") =>
        [.. (await AskForAsync(client, "GET", $"webhooks{query}"))["resources"]!.AsArray().Select(webhook => webhook!["id"]!.ToString())];
}
