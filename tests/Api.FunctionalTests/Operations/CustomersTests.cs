using System.Net;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Domain.UnitTests.TestData;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

/// <summary>Customers, as admins look after them.</summary>
public sealed class CustomersTests : OperationsFixture
{
    private static int _last;

    private static readonly TestCaseData[] Requests =
    [
        new("GET", "customers", null),
        new("POST", "customers", "{}"),
        new("GET", "customers/C1", null),
        new("PATCH", "customers/C1", "{}"),
        new("DELETE", "customers/C1", null),
    ];

    [Test]
    public async Task Add_WhenValid_ShouldAnswerTheCustomerAndWhereItIs()
    {
        var code = NewCode();
        using var response = await AskAsync(
            Admin, "POST", "customers", $$"""{"code":"{{code}}","name":" Größe GmbH ","domains":["Z.{{code}}.example.","a.{{code}}.example"],"weight":3}""");

        var body = await response.Content.ReadAsStringAsync();
        Assert.That((response.StatusCode, response.Headers.Location?.OriginalString), Is.EqualTo((HttpStatusCode.Created, $"/api/customers/{code}")), body);
        var since = JsonNode.Parse(body)!["created_at"]!.ToString();
        var domain = $"{code}.example".ToLowerInvariant();
        Assert.That(body, Is.EqualTo(
            $$"""{"code":"{{code}}","name":"Größe GmbH","domains":["a.{{domain}}","z.{{domain}}"],"weight":3,"disabled":false,"created_at":"{{since}}"}"""));
        Assert.That(since, Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
        Assert.That((await AskForAsync(Admin, "GET", $"customers/{code}")).ToJsonString(ApiText), Is.EqualTo(body));
    }

    [Test]
    public async Task Add_WhenOnlyCodeAndNameAreGiven_ShouldHaveNoDomainsAndWeightOne()
    {
        var customer = await AddAsync(NewCode());

        Assert.That((customer["domains"]!.ToJsonString(), customer["weight"]!.GetValue<int>()), Is.EqualTo(("[]", 1)));
    }

    [TestCase("{}", new[] { "code", "name" }, "is required")]
    [TestCase("""{"code":"C 1","name":"x"}""", new[] { "code" }, "must be 1 to 32 letters, digits, '_' or '-'")]
    [TestCase("""{"code":"C1","name":"x"}""", new[] { "code" }, "C1 is taken")]
    [TestCase("""{"code":"c1","name":"x"}""", new[] { "code" }, "is taken: there is a customer C1, and codes must differ in more than case")]
    [TestCase("""{"code":"new","name":"x","domains":["c2.example"]}""", new[] { "domains" }, "c2.example belongs to a customer already")]
    [TestCase("""{"code":"new","name":"x","domains":["localhost"]}""", new[] { "domains" }, "must be a domain name, such as example.com")]
    [TestCase("""{"code":"new","name":"x","domains":["a.example","A.example."]}""", new[] { "domains" }, "must not be given twice")]
    [TestCase("""{"code":"new","name":"x","domains":"a.example"}""", new[] { "domains" }, "must be a list of texts of valid Unicode")]
    [TestCase("""{"code":"new","name":"x","domains":[null]}""", new[] { "domains" }, "must be a list of texts of valid Unicode")]
    [TestCase("""{"code":"new","name":"x","weight":0}""", new[] { "weight" }, "must be 1 to 100")]
    [TestCase("""{"code":"new","name":"x","weight":1.5}""", new[] { "weight" }, "must be a whole number up to 2147483647")]
    [TestCase("""{"code":"new","name":"a\tb"}""", new[] { "name" }, "must have 1 to 200 characters, none of them a control character")]
    [TestCase("""{"code":"new","name":"x","domain":"a.example"}""", new[] { "body" }, "may hold code, name, domains and weight only")]
    [TestCase("[]", new[] { "body" }, "must be a JSON object")]
    public async Task Add_WhenItIsNotValid_ShouldNameTheFieldAndTheRemedy(string json, string[] fields, string reason)
    {
        using var response = await AskAsync(Admin, "POST", "customers", json);

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.UnprocessableEntity, "Validation failed", fields);
        Assert.That((await response.JsonAsync())["errors"]![0]!["description"]!.ToString(), Is.EqualTo(reason));
    }

    [Test]
    public async Task Add_WhenSeveralDoItAtOnce_ShouldLetOneIn()
    {
        var code = NewCode();

        var responses = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            AskAsync(Admin, "POST", "customers", $$"""{"code":"{{(i % 2 == 0 ? code : code.ToUpperInvariant())}}","name":"x"}""")));

        Assert.That(responses.Count(response => response.StatusCode == HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That(responses.Count(response => response.StatusCode == HttpStatusCode.UnprocessableEntity), Is.EqualTo(5));
    }

    [Test]
    public async Task List_WhenAsked_ShouldBePagedByCode()
    {
        await AddAsync(NewCode());
        var all = await AskForAsync(Admin, "GET", "customers?per=200");
        var codes = all["resources"]!.AsArray().Select(customer => customer!["code"]!.ToString()).ToList();
        Assert.That(codes, Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal).And.Contains("C1").And.Contains("C2"));

        using var response = await AskAsync(Admin, "GET", "customers?per=1&page=2");
        var second = await response.JsonAsync();

        Assert.That(second["resources"]!.AsArray().Select(customer => customer!["code"]!.ToString()), Is.EqualTo(new[] { codes[1] }));
        Assert.That(second["pagination"]!.ToJsonString(), Is.EqualTo(
            $$"""{"per":1,"page":2,"total_pages":{{codes.Count}},"query":null,"filter":null,"status":null,"sort_field":"code","sort":"asc","total_records":{{codes.Count}}}"""));
        Assert.That(response.Headers.GetValues("Link").Single(), Does.Contain("</api/customers?per=1&page=3>; rel=\"next\""));
    }

    [TestCase("per=0", "per")]
    [TestCase("page=0", "page")]
    [TestCase("page=x", "page")]
    public async Task List_WhenThePageIsNone_ShouldSaySo(string query, string field)
    {
        using var response = await AskAsync(Admin, "GET", $"customers?{query}");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.UnprocessableEntity, "Validation failed", field);
    }

    [Test]
    public async Task Change_WhenFieldsAreGiven_ShouldChangeTheseAlone()
    {
        var code = NewCode();
        await AddAsync(code, $"a.{code}.test", $"b.{code}.test");

        var renamed = await AskForAsync(Admin, "PATCH", $"customers/{code}", """{"name":"New name","weight":9}""");
        var moved = await AskForAsync(Admin, "PATCH", $"customers/{code}", $$"""{"domains":["b.{{code}}.test","c.{{code}}.test"]}""");
        var none = await AskForAsync(Admin, "PATCH", $"customers/{code}", """{"domains":[]}""");

        Assert.That((renamed["name"]!.ToString(), renamed["weight"]!.GetValue<int>(), renamed["domains"]!.AsArray().Count), Is.EqualTo(("New name", 9, 2)));
        Assert.That(moved["domains"]!.AsArray().Select(domain => domain!.ToString()), Is.EqualTo(new[] { $"b.{code}.test", $"c.{code}.test" }));
        Assert.That((none["domains"]!.ToJsonString(), none["name"]!.ToString()), Is.EqualTo(("[]", "New name")));
    }

    [TestCase("""{"domains":["c2.example"]}""", "domains", "c2.example belongs to a customer already")]
    [TestCase("""{"name":""}""", "name", "must have 1 to 200 characters, none of them a control character")]
    [TestCase("""{"weight":101}""", "weight", "must be 1 to 100")]
    [TestCase("""{"disabled":"yes"}""", "disabled", "must be true or false")]
    [TestCase("""{"code":"other"}""", "body", "may hold name, domains, weight and disabled only")]
    public async Task Change_WhenItIsNotValid_ShouldNameTheFieldAndTheRemedy(string json, string field, string reason)
    {
        var code = NewCode();
        var before = await AddAsync(code);

        using var response = await AskAsync(Admin, "PATCH", $"customers/{code}", json);

        await ShouldBeRefusedAsync(response, field, reason);
        Assert.That((await AskForAsync(Admin, "GET", $"customers/{code}")).ToJsonString(), Is.EqualTo(before.ToJsonString()));
    }

    [Test]
    public async Task Change_WhenADomainIsWrittenInto_ShouldKeepItUntilTheMigrationHasEnded()
    {
        var code = NewCode();
        await AddAsync(code, $"{code}.test", $"other.{code}.test");
        using var uploaded = await UploadAsync(code, $"anna@{code}.test");
        var migration = (await uploaded.JsonAsync())["resource_code"]!.ToString();

        using var refused = await AskAsync(Admin, "PATCH", $"customers/{code}", $$"""{"domains":["other.{{code}}.test"]}""");
        await ShouldBeRefusedAsync(
            refused, "domains", $"must keep {code}.test: migrations that have not ended write into it; wait for their end, or cancel or delete them first");

        await AskForAsync(Admin, "POST", $"migrations/{migration}/cancel");
        var changed = await AskForAsync(Admin, "PATCH", $"customers/{code}", $$"""{"domains":["other.{{code}}.test"]}""");
        Assert.That(changed["domains"]!.ToJsonString(), Is.EqualTo($$"""["other.{{code}}.test"]"""));
    }

    [Test]
    public async Task RetryOrRepair_WhenTheDomainWasTakenAwayAfterTheEnd_ShouldNotLogInThere()
    {
        var code = NewCode();
        await AddAsync(code, $"{code}.test");
        using var uploaded = await UploadAsync(code, $"anna@{code}.test");
        var migration = (await uploaded.JsonAsync())["resource_code"]!.ToString();
        await AskForAsync(Admin, "POST", $"migrations/{migration}/cancel");
        await AskForAsync(Admin, "PATCH", $"customers/{code}", """{"domains":[]}""");

        using var refused = await AskAsync(Admin, "POST", $"migrations/{migration}/retry");
        using var unrepaired = await AskAsync(Admin, "PATCH", $"migrations/{migration}/resources/{migration}-1", """{"remote_password":"new"}""");

        var reason = $"is not possible: the mailbox of {migration}-1 lies in no domain of customer {code} any more";
        await ShouldBeRefusedAsync(refused, "migration_code", reason);
        await ShouldBeRefusedAsync(unrepaired, "resource_code", reason);
        await AskForAsync(Admin, "PATCH", $"customers/{code}", $$"""{"domains":["{{code}}.test"]}""");
        await AskForAsync(Admin, "PATCH", $"migrations/{migration}/resources/{migration}-1", """{"remote_password":"new"}""");
        await AskForAsync(Admin, "POST", $"migrations/{migration}/retry", status: HttpStatusCode.Accepted);
    }

    [Test]
    public async Task Disable_WhenDone_ShouldRefuseTokensAndUploadsUntilItIsUndone()
    {
        var code = NewCode();
        await AddAsync(code, $"{code}.test");
        var secret = (await AskForAsync(Admin, "POST", "tokens", $$"""{"customer_code":"{{code}}"}""", HttpStatusCode.Created))["secret"]!.ToString();
        using var customer = Host.Client(secret);

        using var before = await UploadAsync(code, $"anna@{code}.test");
        var migration = (await before.JsonAsync())["resource_code"]!.ToString();

        var disabled = await AskForAsync(Admin, "PATCH", $"customers/{code}", """{"disabled":true}""");
        using var asked = await customer.GetAsync("/api/migrations");
        using var uploaded = await UploadAsync(code, $"ben@{code}.test");
        using var added = await AskAsync(Admin, "POST", $"migrations/{migration}/resources", $$"""{"csv_file_content":"ben@{{code}}.test;imap.example.net;ben;pw"}""");
        await AskForAsync(Admin, "POST", $"migrations/{migration}/cancel");
        using var retried = await AskAsync(Admin, "POST", $"migrations/{migration}/retry");

        Assert.That(disabled["disabled"]!.GetValue<bool>(), Is.True);
        await asked.ShouldBeEnvelopeAsync(HttpStatusCode.Unauthorized, "Unauthorized");
        await ShouldBeRefusedAsync(uploaded, "customer_code", "names a customer who is disabled: enable the customer first");
        await ShouldBeRefusedAsync(added, "migration_code", "is of a customer who is disabled: enable the customer first");
        await ShouldBeRefusedAsync(retried, "migration_code", $"is not possible: customer {code} is disabled; enable the customer first");

        await AskForAsync(Admin, "PATCH", $"customers/{code}", """{"disabled":false}""");
        using var again = await customer.GetAsync("/api/migrations");
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Delete_WhenThereAreNoMigrations_ShouldTakeTheTokensToo()
    {
        var code = NewCode();
        await AddAsync(code, $"{code}.test");
        var secret = (await AskForAsync(Admin, "POST", "tokens", $$"""{"customer_code":"{{code}}"}""", HttpStatusCode.Created))["secret"]!.ToString();
        await AskForAsync(Admin, "POST", "webhooks", $$"""{"customer_code":"{{code}}","url":"https://example.net/hook"}""", HttpStatusCode.Created);

        using var deleted = await AskAsync(Admin, "DELETE", $"customers/{code}");
        using var twice = await AskAsync(Admin, "DELETE", $"customers/{code}");
        using var customer = Host.Client(secret);
        using var asked = await customer.GetAsync("/api/migrations");

        Assert.That((deleted.StatusCode, await deleted.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.NoContent, string.Empty)));
        await twice.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
        await asked.ShouldBeEnvelopeAsync(HttpStatusCode.Unauthorized, "Unauthorized");
        await AddAsync(code, $"{code}.test");
    }

    [Test]
    public async Task Delete_WhenThereAreMigrations_ShouldSaySo()
    {
        await Host.StoreAsync(States.FirstScheduled);

        using var response = await AskAsync(Admin, "DELETE", "customers/C1");

        await ShouldBeRefusedAsync(response, "code", "can't be deleted: the customer has migrations; delete these first, or disable the customer");
    }

    [TestCase("c1")]
    [TestCase("nobody")]
    [TestCase("%20C1")]
    [TestCase("C1%0A")]
    [TestCase("123456789012345678901234567890123")]
    public async Task AnyRequest_WhenThereIsNoSuchCustomer_ShouldBeNotFound(string code)
    {
        foreach (var (method, json) in new[] { ("GET", null), ("PATCH", """{"name":"x"}"""), ("DELETE", null) })
        {
            using var response = await AskAsync(Admin, method, $"customers/{code}", json);

            await response.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
        }
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

    private static readonly System.Text.Json.JsonSerializerOptions ApiText = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All),
    };

    private static string NewCode() => $"new-{Interlocked.Increment(ref _last)}";

    private Task<JsonObject> AddAsync(string code, params string[] domains) => AskForAsync(
        Admin,
        "POST",
        "customers",
        new JsonObject { ["code"] = code, ["name"] = "Acme", ["domains"] = new JsonArray([.. domains.Select(domain => (JsonNode)domain)]) }.ToJsonString(),
        HttpStatusCode.Created);

    private Task<HttpResponseMessage> UploadAsync(string code, string email) => AskAsync(
        Admin,
        "POST",
        "migrations",
        $$"""{"customer_code":"{{code}}","csv_file_name":"a.csv","csv_file_content":"{{email}};imap.old.example;u;p","preset":"standard_ssl","execute_now":true}""");
}
