using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.FunctionalTests.Creating;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Application.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

/// <summary>Connections, as customers and admins look after them, and uploads that name them.</summary>
[NonParallelizable]
public sealed class ConnectionsTests : UploadFixture
{
    private const string App = """{"name":"Tenant","kind":"microsoft365_app","tenant":"old.example","client_id":"app","client_secret":"s3cret"}""";
    private const string Master = """{"name":"boss","kind":"master_user","remote_server":"imap.old.example","user":"master","password":"s3cret","separator":"*"}""";
    private const string MixedHeader = $"{Header};connection";
    private const string ConnectedHeader = "local_email;remote_server;remote_username;connection";
    private const string OtherServer = "must be outlook.office365.com, the server of connection Tenant, which sends nothing to any other";

    private static readonly TestCaseData[] OnOne =
    [
        new("GET", "", null),
        new("PATCH", "", """{"name":"b"}"""),
        new("DELETE", "", null),
        new("POST", "/test", """{"mailbox":"anna@old.example"}"""),
    ];

    private static readonly TestCaseData[] Bodies =
    [
        new("{}", "name is required|kind is required"),
        new("""{"name":"a b","kind":"imap"}""", "name must be 1 to 50 letters, digits, '.', '_' or '-', the first of them a letter or digit|kind must be one of: microsoft365_app, google_service_account, oauth2_user, master_user"),
        new("""{"name":"a","kind":"microsoft365_app"}""", "tenant is required for this kind|client_id is required for this kind|client_secret is required for this kind, or certificate"),
        new("""{"name":"a","kind":"microsoft365_app","tenant":"common","client_id":"a","client_secret":"x"}""", "tenant must be the GUID or a domain of one directory"),
        new("""{"name":"a","kind":"microsoft365_app","tenant":"../x","client_id":"a","client_secret":"x"}""", "tenant must be the GUID or a domain of one directory"),
        new("""{"name":"a","kind":"microsoft365_app","tenant":"t","client_id":"a","certificate":"-----BEGIN CERTIFICATE-----"}""", "certificate must be a certificate and its RSA private key in PEM, without a passphrase"),
        new("""{"name":"a","kind":"microsoft365_app","tenant":"t","client_id":"a","client_secret":"-----BEGIN CERTIFICATE-----x"}""", "client_secret must not be a certificate or a key, which goes into certificate"),
        new("""{"name":"a","kind":"microsoft365_app","tenant":"t","client_id":"a","client_secret":"x","certificate":"y"}""", "certificate can't be given beside client_secret"),
        new("""{"name":"a","kind":"microsoft365_app","tenant":"t","client_id":"a","client_secret":"x","user":"boss"}""", "user is not part of this kind"),
        new("""{"name":"a","kind":"google_service_account"}""", "key is required for this kind"),
        new("""{"name":"a","kind":"google_service_account","key":"-----BEGIN PRIVATE KEY-----"}""", "key must be the JSON key file of a service account, with type, client_email and private_key (RSA of 2048 to 8192 bits, PEM)"),
        new("""{"name":"a","kind":"google_service_account","key":"{\"type\":\"authorized_user\",\"client_email\":\"a@b\",\"private_key\":\"x\"}"}""", "key must be the JSON key file of a service account, with type, client_email and private_key (RSA of 2048 to 8192 bits, PEM)"),
        new("""{"name":"a","kind":"google_service_account","key":"{\"type\":\"service_account\",\"client_email\":\"a@b\",\"private_key\":\"x\"}","client_id":"b"}""", "client_id is not part of this kind|key must be the JSON key file of a service account, with type, client_email and private_key (RSA of 2048 to 8192 bits, PEM)"),
        new("""{"name":"a","kind":"oauth2_user"}""", "remote_server is required for this kind|client_id is required for this kind|token_endpoint is required for this kind"),
        new("""{"name":"a","kind":"oauth2_user","remote_server":"imap://x","client_id":"c","token_endpoint":"http://x.example/token"}""", "remote_server must be a host name or IP address, optionally with a port, such as imap.example.net:993|token_endpoint must be an https URL of at most 2000 characters, without user and fragment"),
        new("""{"name":"a","kind":"oauth2_user","remote_server":"imap.old.example:25","client_id":"c","token_endpoint":"https://x.example/token"}""", "remote_server must be on one of these ports: 143, 993"),
        new("""{"name":"a","kind":"master_user","remote_server":"imap.old.example","user":"m"}""", "password is required for this kind"),
        new("""{"name":"a","kind":"master_user","remote_server":"imap.old.example","user":"m","password":"a\nb"}""", "password must not contain control characters, line breaks included"),
        new("""{"name":"a","kind":"master_user","remote_server":"imap.old.example","user":"m","password":"p","secret":"x"}""", "body may hold customer_code, name, kind, remote_server, tenant, client_id, client_secret, certificate, key, token_endpoint, scope, user, password and separator only"),
    ];

    private static readonly TestCaseData[] Files =
    [
        new("a1@example.com;outlook.office365.com;a1;oauth:nobody", "connection 1 remote_password: row 1, remote_password: begins with oauth:, and so names a connection, but the customer has none of that name"),
        new("a1@example.com;outlook.office365.com;a1; \u00a0oauth:nobody", "connection 1 remote_password: row 1, remote_password: begins with oauth:, and so names a connection, but the customer has none of that name"),
        new("a1@example.com;outlook.office365.com;a1;OAuth: s3cret!", "connection 1 remote_password: row 1, remote_password: begins with oauth:, and so names a connection, but what follows can be no name of a connection"),
        new("a1@example.com;imap.attacker.example;a1;oauth:tenant", $"connection 1 remote_server: row 1, remote_server: {OtherServer}"),
        new($"{ConnectedHeader}\na1@example.com;outlook.office365.com;a1;nobody", "connection 2 connection: row 2, connection: names no connection of the customer"),
        new($"{MixedHeader}\na1@example.com;outlook.office365.com;a1;pw;tenant\nb1@example.com;imap.old.example;b1;pw;", "connection 2 connection: row 2, connection: can't be given beside remote_password: leave one of them empty"),
        new($"{MixedHeader}\na1@example.com;outlook.office365.com;a1;;tenant\nb1@example.com;imap.old.example;b1;pw;\nc1@example.com;imap.old.example;c1;;", "empty 4 remote_password: row 4, remote_password: is empty|empty 4 connection: row 4, connection: is empty"),
        new($"{MasterHeader}\na1@example.com;imap.old.example;a1;boss;oauth:tenant", "connection 2 masteruser_password: row 2, masteruser_password: must not begin with oauth:, which names a connection: name it in connection or remote_password"),
    ];

    [SetUp]
    public async Task ClearAsync()
    {
        foreach (var migration in (await AskForAsync(Admin, "GET", "migrations?per=200&status=validating"))["resources"]!.AsArray())
        {
            using var cancelled = await SendAsync(Admin, "POST", migration!["code"]!.ToString(), "/cancel");
        }

        foreach (var connection in (await AskForAsync(Admin, "GET", "connections?per=200"))["resources"]!.AsArray())
        {
            using var deleted = await AskAsync(Admin, "DELETE", $"connections/{connection!["id"]}");
            Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        }
    }

    [Test]
    public async Task Add_WhenACustomerDoes_ShouldBeItsOwnWithoutItsSecret()
    {
        using var response = await AskAsync(Customer, "POST", "connections", App.Replace("Tenant", "A1", StringComparison.Ordinal));

        var body = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created), body);
        var (id, since) = (JsonNode.Parse(body)!["id"]!.ToString(), JsonNode.Parse(body)!["created_at"]!.ToString());
        Assert.That(body, Is.EqualTo(
            $$"""{"id":"{{id}}","customer_code":"C1","name":"A1","kind":"microsoft365_app","remote_server":"outlook.office365.com","tenant":"old.example","client_id":"app","""
            + $$"""
            "token_endpoint":null,"scope":null,"user":null,"separator":null,"created_at":"{{since}}","updated_at":"{{since}}"}
            """));
        Assert.That(id, Does.Match("^cn_[0-9a-z]{16}$"));
        Assert.That(response.Headers.Location?.OriginalString, Is.EqualTo($"/api/connections/{id}"));
        Assert.That((await AskForAsync(Customer, "GET", $"connections/{id}")).ToJsonString(), Is.EqualTo(body));
        Assert.That(string.Join('\n', Host.Logs), Does.Not.Contain("s3cret"));
    }

    [Test]
    public async Task Add_WhenItIsAServiceAccount_ShouldKnowItByItsKey()
    {
        var added = await AskForAsync(Customer, "POST", "connections", GoogleBody("G1"), HttpStatusCode.Created);

        Assert.That((added["client_id"]!.ToString(), added["remote_server"]!.ToString()), Is.EqualTo(("mover@project.example", "imap.gmail.com")));
    }

    [TestCaseSource(nameof(Bodies))]
    public async Task Add_WhenTheBodyIsWrong_ShouldNameEachField(string body, string faults)
    {
        using var response = await AskAsync(Customer, "POST", "connections", body);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        var told = (await response.JsonAsync())["errors"]!.AsArray().Select(error => $"{error!["field"]} {error["description"]}");
        Assert.That(string.Join('|', told.Order(StringComparer.Ordinal)), Is.EqualTo(string.Join('|', faults.Split('|').Order(StringComparer.Ordinal))));
    }

    [Test]
    public async Task Add_WhenTheNameDiffersInCaseAlone_ShouldRefuse()
    {
        await AddAsync(App);

        using var response = await AskAsync(Customer, "POST", "connections", App.Replace("Tenant", "TENANT", StringComparison.Ordinal));

        await ShouldBeRefusedAsync(response, "name", "is taken: there is a connection Tenant, and names must differ in more than case");
        await AskForAsync(Stranger, "POST", "connections", App, HttpStatusCode.Created);
    }

    [TestCaseSource(nameof(OnOne))]
    public async Task OnOne_WhenItIsAnotherCustomers_ShouldBeNotFound(string method, string path, string? body)
    {
        var id = await AddAsync(App);

        using var theirs = await AskAsync(Stranger, method, $"connections/{id}{path}", body);
        using var none = await AskAsync(Customer, method, $"connections/cn_0123456789abcdef{path}", body);

        await theirs.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
        await none.ShouldBeEnvelopeAsync(HttpStatusCode.NotFound, "Not found");
    }

    [Test]
    public async Task Change_WhenTheSecretIsOfAnotherKind_ShouldRefuse()
    {
        var id = await AddAsync(App);

        using var key = await AskAsync(Customer, "PATCH", $"connections/{id}", """{"password":"x"}""");
        using var consent = await AskAsync(Customer, "PATCH", $"connections/{id}", """{"mailbox":"anna","refresh_token":"r"}""");
        using var server = await AskAsync(Customer, "PATCH", $"connections/{id}", """{"remote_server":"imap.attacker.example"}""");

        await ShouldBeRefusedAsync(key, "password", "is not part of this kind, which takes client_secret or certificate");
        await ShouldBeRefusedAsync(consent, "refresh_token", "is not part of this kind, which needs no consent of single mailboxes");
        await ShouldBeRefusedAsync(server, "body", "may hold name, client_secret, certificate, key, password, mailbox and refresh_token only");
        Assert.That((await AskForAsync(Customer, "PATCH", $"connections/{id}", """{"name":"new","client_secret":"other"}"""))["name"]!.ToString(), Is.EqualTo("new"));
    }

    [Test]
    public async Task Add_WhenTheKeyIsWeak_ShouldRefuseIt()
    {
        using var response = await AskAsync(Customer, "POST", "connections", GoogleBody("weak", bits: 1024));

        await ShouldBeRefusedAsync(response, "key", "must be the JSON key file of a service account, with type, client_email and private_key (RSA of 2048 to 8192 bits, PEM)");
    }

    [TestCase("a1@example.com;outlook.office365.com;a1;oauth:tenant\nb1@example.com;imap.old.example;b1;pw")]
    [TestCase($"{MixedHeader}\na1@example.com;outlook.office365.com;a1;;tenant\nb1@example.com;imap.old.example;b1;pw;")]
    public async Task Upload_WhenARowNamesAConnection_ShouldStoreNoPassword(string file)
    {
        var id = await AddAsync(App);

        using var response = await PostAsync(file);

        Assert.That(await LoginsAsync(response), Is.EqualTo(new[] { $"a1 no password {id}", "b1 a password " }));
    }

    [Test]
    public async Task Upload_WhenAMasterUserLogsIn_ShouldCountItsRefusalsTogether()
    {
        var id = await AddAsync(Master);

        using var response = await PostAsync($"{ConnectedHeader}\na1@example.com;imap.old.example;a1;Boss\nb1@example.com;imap.old.example:993;b1;boss");

        Assert.That(await LoginsAsync(response), Is.EqualTo(new[] { $"a1*master no password {id}", $"b1*master no password {id}" }));
    }

    [TestCaseSource(nameof(Files))]
    public async Task Upload_WhenTheConnectionDoesNotFit_ShouldSayWhatAndWhere(string file, string faults)
    {
        await AddAsync(App);

        using var response = await PostAsync(file);

        Assert.That(string.Join('|', await FaultsAsync(response)), Is.EqualTo(faults));
    }

    [Test]
    public async Task Upload_WhenTheConnectionIsAnotherCustomers_ShouldKnowNone()
    {
        await AskForAsync(Stranger, "POST", "connections", App, HttpStatusCode.Created);

        using var response = await PostAsync("a1@example.com;outlook.office365.com;a1;oauth:tenant");

        Assert.That(await FaultsAsync(response), Has.One.EndsWith("the customer has none of that name"));
    }

    [Test]
    public async Task Delete_WhenAMigrationNeedsIt_ShouldRefuseUntilItsEnd()
    {
        var id = await AddAsync(App);
        using var created = await PostAsync("a1@example.com;outlook.office365.com;a1;oauth:tenant");
        var code = (await created.JsonAsync())["resource_code"]!.ToString();

        using var refused = await AskAsync(Customer, "DELETE", $"connections/{id}");

        await ShouldBeRefusedAsync(
            refused, "connection_id", $"can't be deleted: mailboxes of {code}, which has not ended, log in by it; wait for its end, cancel it, or repair them first");
        using var cancelled = await SendAsync(Customer, "POST", code, "/cancel");
        using var deleted = await AskAsync(Customer, "DELETE", $"connections/{id}");
        Assert.That((cancelled.StatusCode, deleted.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.NoContent)));
        using var retried = await SendAsync(Customer, "POST", code, "/retry");
        Assert.That(retried.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity), "There is nothing left to log in with.");
    }

    [Test]
    public async Task Repair_WhenAConnectionIsNamed_ShouldTakeThePlaceOfThePassword()
    {
        var id = await AddAsync(App);
        using var created = await PostAsync("a1@example.com;imap.old.example;a1;pw");
        var code = (await created.JsonAsync())["resource_code"]!.ToString();

        using var elsewhere = await RepairAsync(code, """{"connection":"tenant"}""");
        await ShouldBeRefusedAsync(elsewhere, "remote_server", OtherServer);
        using var both = await RepairAsync(code, """{"connection":"tenant","remote_server":"outlook.office365.com","remote_password":"pw"}""");
        await ShouldBeRefusedAsync(both, "remote_password", "is not used: a connection logs in; leave one of them out");
        using var unknown = await RepairAsync(code, """{"connection":"nobody"}""");
        await ShouldBeRefusedAsync(unknown, "connection", "names no connection of the customer");

        using var repaired = await RepairAsync(code, """{"connection":"tenant","remote_server":"outlook.office365.com"}""");
        Assert.That((await repaired.JsonAsync())["resources"]![0]!["connection_id"]!.ToString(), Is.EqualTo(id));
        using var moved = await RepairAsync(code, """{"remote_server":"imap.attacker.example"}""");
        await ShouldBeRefusedAsync(moved, "remote_server", OtherServer);

        using var back = await RepairAsync(code, """{"remote_server":"imap.old.example","remote_password":"pw2"}""");
        Assert.That((await back.JsonAsync())["resources"]![0]!["connection_id"], Is.Null);
        Assert.That(await LoginsAsync(code), Is.EqualTo(new[] { "a1 a password " }));
    }

    private async Task<string> AddAsync(string body) => (await AskForAsync(Customer, "POST", "connections", body, HttpStatusCode.Created))["id"]!.ToString();

    private Task<HttpResponseMessage> RepairAsync(string code, string body) => SendAsync(Customer, "PATCH", code, $"/resources/{code}-1", body);

    private async Task<IReadOnlyList<string>> LoginsAsync(HttpResponseMessage created)
    {
        Assert.That(created.StatusCode, Is.EqualTo(HttpStatusCode.Created), await created.Content.ReadAsStringAsync());
        return await LoginsAsync((await created.JsonAsync())["resource_code"]!.ToString());
    }

    private async Task<IReadOnlyList<string>> LoginsAsync(string code)
    {
        var logins = new List<string>();
        await Host.InScopeAsync(async services =>
        {
            var migration = await services.GetRequiredService<IMigrationRepository>().FindAsync(code, CancellationToken.None);
            logins.AddRange(migration!.Resources.Select(one =>
                $"{one.RemoteUsername}{(one.MasterUser is null ? string.Empty : $"*{one.MasterUser}")} {(one.SealedPassword is null ? "no" : "a")} password {one.ConnectionId}"));
        });
        return logins;
    }

    private static string GoogleBody(string name, int bits = 2048)
    {
        using var rsa = RSA.Create(bits);
        var key = JsonSerializer.Serialize(new { type = "service_account", client_email = "mover@project.example", private_key = rsa.ExportPkcs8PrivateKeyPem() });
        return JsonSerializer.Serialize(new { name, kind = "google_service_account", key });
    }
}
