using System.Net;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Connections.Add;
using Hosting.Migrations.Application.Connections.Change;
using Hosting.Migrations.Application.Connections.Remove;
using Hosting.Migrations.Application.Customers.Add;
using Hosting.Migrations.Application.Customers.Change;
using Hosting.Migrations.Application.Customers.Delete;
using Hosting.Migrations.Application.Migrations.AddResources;
using Hosting.Migrations.Application.Migrations.Cancel;
using Hosting.Migrations.Application.Migrations.Create;
using Hosting.Migrations.Application.Migrations.Delete;
using Hosting.Migrations.Application.Migrations.Execute;
using Hosting.Migrations.Application.Migrations.Pause;
using Hosting.Migrations.Application.Migrations.RemoveResource;
using Hosting.Migrations.Application.Migrations.RepairResource;
using Hosting.Migrations.Application.Migrations.Reschedule;
using Hosting.Migrations.Application.Migrations.Resume;
using Hosting.Migrations.Application.Migrations.Retry;
using Hosting.Migrations.Application.Pauses.Change;
using Hosting.Migrations.Application.SampleData.LoadDemo;
using Hosting.Migrations.Application.SampleData.Seed;
using Hosting.Migrations.Application.Security.ForgetPasswords;
using Hosting.Migrations.Application.Tokens.Issue;
using Hosting.Migrations.Application.Tokens.Revoke;
using Hosting.Migrations.Application.Webhooks.Add;
using Hosting.Migrations.Application.Webhooks.Change;
using Hosting.Migrations.Application.Webhooks.Remove;
using Hosting.Migrations.Application.Webhooks.RotateSecret;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using static Hosting.Migrations.Domain.Migrations.RunStatus;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Operations;

/// <summary>Who did what: each change that somebody can ask for is done, and what the log tells of it is looked at.</summary>
public sealed class AuditTests : OperationsFixture
{
    private const string Password = "open sesame";

    // Each gives what the log has to tell, the first entry first: action, object, code, customer, before, after.
    private static readonly Dictionary<Type, Func<AuditTests, Task<string[]>>> Changes = new()
    {
        [typeof(CreateMigrationCommand)] = async test =>
        {
            var code = await test.CreateAsync();
            return [$$"""create_migration migration {{code}} C1 {} {"status":"validating","step":"test_run","original_csv_file_name":"a.csv","csv_file_size":*,"preset":"standard_ssl","resource_count":1,"execute_now":true,"admin_first_execution_override":false,"admin_second_execution_override":false}"""];
        },
        [typeof(DeleteMigrationCommand)] = async test =>
        {
            var code = await test.Host.StoreAsync(FirstScheduled);
            await test.DoAsync("DELETE", $"migrations/{code}");
            return [$$"""delete_migration migration {{code}} C1 {"status":"scheduled"*} {}"""];
        },
        [typeof(ExecuteMigrationCommand)] = async test =>
        {
            var code = await test.Host.StoreAsync(FirstScheduled);
            await test.DoAsync("PUT", $"migrations/{code}", """{"execution":"first"}""");
            return [$$"""execute_migration migration {{code}} C1 {*"admin_first_execution_override":false} {"first_execution_date":"*","admin_first_execution_override":true}"""];
        },
        [typeof(RescheduleMigrationCommand)] = async test =>
        {
            var code = await test.Host.StoreAsync(FirstScheduled, second: SecondDue);
            await test.DoAsync("PATCH", $"migrations/{code}", """{"second_execution_date":null}""");
            return [$$"""reschedule_migration migration {{code}} C1 {"second_execution_date":"*"} {"second_execution_date":null}"""];
        },
        [typeof(CancelMigrationCommand)] = async test =>
        {
            var code = await test.Host.StoreAsync(FirstScheduled);
            await test.DoAsync("POST", $"migrations/{code}/cancel");
            return [$$"""cancel_migration migration {{code}} C1 {"status":"scheduled","cancelled_at":null} {"status":"failed","cancelled_at":"*"}"""];
        },
        [typeof(RetryMigrationCommand)] = async test =>
        {
            var code = await test.Host.StoreAsync(FirstRunning, mailboxes: 2, then: migration => migration.Run(FirstDue, Success, Error).FinishExecution(FirstDone));
            await test.DoAsync("POST", $"migrations/{code}/retry");
            var waiting = await test.StoreWaitingForLoginAsync();
            await test.DoAsync("POST", $"migrations/{waiting}/retry");
            return
            [
                $$"""retry_migration migration {{code}} C1 {"status":"completed_with_errors"} {"status":"running"}""",
                $$"""retry_migration migration {{waiting}} C1 {} {"resources":["{{waiting}}-1"]}""",
            ];
        },
        [typeof(PauseMigrationCommand)] = async test =>
        {
            var code = await test.Host.StoreAsync(FirstScheduled);
            await test.DoAsync("POST", $"migrations/{code}/pause");
            return [$$"""pause_migration migration {{code}} C1 {"paused_at":null} {"paused_at":"*"}"""];
        },
        [typeof(ResumeMigrationCommand)] = async test =>
        {
            var code = await test.Host.StoreAsync(FirstScheduled);
            await test.DoAsync("POST", $"migrations/{code}/pause");
            await test.DoAsync("POST", $"migrations/{code}/resume");
            return ["pause_migration *", $$"""resume_migration migration {{code}} C1 {"paused_at":"*"} {"paused_at":null}"""];
        },
        [typeof(AddResourcesCommand)] = async test =>
        {
            var code = await test.Host.StoreAsync(FirstScheduled);
            await test.DoAsync("POST", $"migrations/{code}/resources", $$"""{"csv_file_content":"new@example.com;imap.example.net;new;{{Password}}"}""");
            return [$$"""add_mailboxes migration {{code}} C1 {"resource_count":2} {"resource_count":3,"mailboxes_added":["{{code}}-3 new@example.com"]}"""];
        },
        [typeof(RepairResourceCommand)] = async test =>
        {
            var code = await test.Host.StoreAsync(FirstScheduled);
            await test.DoAsync("PATCH", $"migrations/{code}/resources/{code}-2", $$"""{"remote_password":"{{Password}}","remote_server":"imap.new.example"}""");
            return [$$"""repair_mailbox mailbox {{code}}-2 C1 {"remote_server":"*","password":"hidden"} {"remote_server":"imap.new.example","password":"hidden"}"""];
        },
        [typeof(RemoveResourceCommand)] = async test =>
        {
            var code = await test.Host.StoreAsync(FirstScheduled);
            await test.DoAsync("DELETE", $"migrations/{code}/resources/{code}-2");
            return
            [
                $$"""remove_mailbox * {{code}} C1 {"resource_count":2} {"resource_count":1}""",
                $$"""remove_mailbox mailbox {{code}}-2 C1 {"local_email":"*","remote_server":"*","remote_username":"*","password":"hidden"} {}""",
            ];
        },
        [typeof(AddCustomerCommand)] = async test =>
        {
            await test.DoAsync("POST", "customers", """{"code":"NEW","name":"New","domains":["new.example"]}""");
            return ["""add_customer customer NEW NEW {} {"name":"New","weight":1,"domains":["new.example"]}"""];
        },
        [typeof(ChangeCustomerCommand)] = async test =>
        {
            await test.DoAsync("POST", "customers", """{"code":"OLD","name":"Old","domains":["old.example"]}""");
            await test.DoAsync("PATCH", "customers/OLD", """{"name":"Older","domains":["older.example"],"disabled":true}""");
            return
            [
                "add_customer *",
                """change_customer customer OLD OLD {"name":"Old","disabled_at":null,"domains":["old.example"]} {"name":"Older","disabled_at":"*","domains":["older.example"]}""",
            ];
        },
        [typeof(DeleteCustomerCommand)] = async test =>
        {
            await test.DoAsync("POST", "customers", """{"code":"GONE","name":"Gone","domains":["gone.example"]}""");
            var token = await test.DoAsync("POST", "tokens", """{"customer_code":"GONE","name":"panel"}""");
            var webhook = await test.DoAsync("POST", "webhooks", """{"customer_code":"GONE","url":"https://gone.example/hidden"}""");
            await test.DoAsync("DELETE", "customers/GONE");
            return
            [
                "add_customer *",
                "issue_token *",
                "add_webhook *",
                $$"""delete_customer webhook {{webhook["webhook"]!["id"]}} GONE {"url":"https://gone.example/hidden",*} {}""",
                $$"""delete_customer token {{token["token"]!["id"]}} GONE {"name":"panel","admin":false,"scope":"write"} {}""",
                """delete_customer customer GONE GONE {"name":"Gone","weight":1,"domains":["gone.example"]} {}""",
            ];
        },
        [typeof(IssueTokenCommand)] = async test =>
        {
            var issued = await test.DoAsync("POST", "tokens", """{"customer_code":"C2","name":"panel","scope":"read"}""");
            return [$$"""issue_token token {{issued["token"]!["id"]}} C2 {} {"name":"panel","admin":false,"scope":"read"}"""];
        },
        [typeof(RevokeTokenCommand)] = async test =>
        {
            var issued = await test.DoAsync("POST", "tokens", """{"admin":true}""");
            await test.DoAsync("DELETE", $"tokens/{issued["token"]!["id"]}");
            return [$"issue_token token {issued["token"]!["id"]}  *", $$"""revoke_token token {{issued["token"]!["id"]}}  {"revoked_at":null} {"revoked_at":"*"}"""];
        },
        [typeof(AddWebhookCommand)] = async test =>
        {
            var id = await test.AddWebhookAsync("https://example.net:8443/hook?key=open-sesame");
            return [$$"""add_webhook webhook {{id}} C1 {} {"url":"https://example.net:8443/hidden","events":"migration.status_changed","enabled":true,"secret":"hidden"}"""];
        },
        [typeof(ChangeWebhookCommand)] = async test =>
        {
            var id = await test.AddWebhookAsync();
            await test.DoAsync("PATCH", $"webhooks/{id}", """{"url":"https://other.example/","enabled":false}""");
            return ["add_webhook *", $$"""change_webhook webhook {{id}} C1 {"url":"https://example.net/hidden","enabled":true} {"url":"https://other.example/","enabled":false}"""];
        },
        [typeof(RemoveWebhookCommand)] = async test =>
        {
            var id = await test.AddWebhookAsync();
            await test.DoAsync("DELETE", $"webhooks/{id}");
            return ["add_webhook *", $$"""delete_webhook webhook {{id}} C1 {"url":"https://example.net/hidden",*"secret":"hidden"} {}"""];
        },
        [typeof(RotateSecretCommand)] = async test =>
        {
            var id = await test.AddWebhookAsync();
            await test.DoAsync("POST", $"webhooks/{id}/rotate-secret");
            return ["add_webhook *", $$"""rotate_webhook_secret webhook {{id}} C1 {"secret":"hidden"} {"secret":"hidden"}"""];
        },
        [typeof(AddConnectionCommand)] = async test =>
        {
            var id = await test.AddConnectionAsync("audit-1");
            return [$$"""add_connection connection {{id}} C1 {} {"name":"audit-1","kind":"oauth2_user","remote_server":"imap.old.example","client_id":"client","token_endpoint":"https://x.example/hidden","secret":"hidden"}"""];
        },
        [typeof(ChangeConnectionCommand)] = async test =>
        {
            var id = await test.AddConnectionAsync("audit-2");
            await test.DoAsync("PATCH", $"connections/{id}", """{"name":"audit-3","client_secret":"other","mailbox":"anna@old.example","refresh_token":"r"}""");
            return
            [
                "add_connection *",
                $$"""change_connection connection {{id}} C1 {"name":"audit-2","secret":"hidden"} {"name":"audit-3","secret":"hidden","mailbox":"anna@old.example","refresh_token":"hidden"}""",
            ];
        },
        [typeof(RemoveConnectionCommand)] = async test =>
        {
            var id = await test.AddConnectionAsync("audit-4");
            await test.DoAsync("DELETE", $"connections/{id}");
            return ["add_connection *", $$"""delete_connection connection {{id}} C1 {"name":"audit-4",*"secret":"hidden"} {}"""];
        },
        [typeof(ChangePauseCommand)] = async test =>
        {
            await test.DoAsync("POST", "admin/pause", """{"source_host":"imap.example.net"}""");
            await test.DoAsync("POST", "admin/resume", """{"source_host":"imap.example.net"}""");
            await test.DoAsync("POST", "admin/pause");
            await test.DoAsync("POST", "admin/resume");
            return
            [
                """pause_service pause imap.example.net  {} {"paused":true}""",
                """resume_service pause imap.example.net  {"paused":true} {}""",
                """pause_service pause   {} {"paused":true}""",
                """resume_service pause   {"paused":true} {}""",
            ];
        },
        [typeof(ForgetPasswordsCommand)] = async test =>
        {
            var code = await test.Host.StoreAsync(FirstScheduled, sealedPassword: "sealed with a key that is lost");
            await test.OnTheCommandLineAsync(new ForgetPasswordsCommand(IsMeant: true));
            return [$$"""forget_passwords database   {} {"passwords_erased":2,"migrations":["{{code}}"]}"""];
        },
        [typeof(SeedCommand)] = _ => LoadAsync(new SeedCommand(2, 3, Created), """load_sample_data database   {} {"customers":2,"migrations":3}"""),
        [typeof(LoadDemoCommand)] = _ => LoadAsync(new LoadDemoCommand(), """load_sample_data database   {} {"customers":12,"migrations":400}"""),
    };

    private static IEnumerable<TestCaseData> AllChanges => Changes.Keys.Select(command => new TestCaseData(command).SetArgDisplayNames(command.Name));

    [Test]
    public void Commands_WhenTheyAreAudited_ShouldAllBeDoneHere() => Assert.That(
        typeof(IAudited).Assembly.GetTypes().Where(type => type.IsClass && typeof(IAudited).IsAssignableFrom(type)), Is.EquivalentTo(Changes.Keys));

    [TestCaseSource(nameof(AllChanges))]
    public async Task Change_WhenDone_ShouldBeToldWithoutSecrets(Type command)
    {
        var before = await LatestAsync();

        var expected = await Changes[command](this);

        var entries = await SinceAsync(before);
        Assert.That(entries.Select(Outline), Is.EqualTo(expected).Using<string, string>(Matches), string.Join('\n', entries.Select(Outline)));
        Assert.That(string.Concat(entries.Select(entry => entry!.ToJsonString())), Does.Not.Contain(Password).And.Not.Contain("open-sesame").And.Not.Contain("CfDJ8").And.Not.Contain("whsec_").And.Not.Contain("hm_"));
    }

    [Test]
    public async Task Entry_WhenARequestMadeTheChange_ShouldTellWhoAskedAndFromWhere()
    {
        var code = await Host.StoreAsync(FirstScheduled);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/migrations/{code}/pause");
        request.Headers.Add("X-Request-Id", "panel-4711");

        using var response = await Customer.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var entry = (await ListAsync($"migration_code={code}"))["resources"]![0]!;
        Assert.That(entry.AsObject().Select(field => field.Key), Is.EqualTo(new[]
        {
            "id", "occurred_at", "actor", "action", "object_type", "object_code", "customer_code", "migration_code", "before", "after", "request_id", "client_address",
        }));
        var (token, name) = ((long)entry["actor"]!["token_id"]!, entry["actor"]!["name"]!.ToString());
        Assert.That((entry["actor"]!["type"]!.ToString(), name, entry["request_id"]!.ToString(), entry["client_address"]!.ToString()), Is.EqualTo(("token", "customer", "panel-4711", "127.0.0.1")));
        Assert.That(entry["occurred_at"]!.ToString(), Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
        Assert.That((await AskForAsync(Admin, "GET", $"tokens/{token}"))["customer_code"]!.ToString(), Is.EqualTo("C1"));
    }

    [Test]
    public async Task Entry_WhenTheCommandLineMadeTheChange_ShouldTellTheUserOfTheMachine()
    {
        var before = await LatestAsync();
        await OnTheCommandLineAsync(new AddCustomerCommand(Caller.Admin) { Code = "CLI", Name = "Added there" });

        var entry = (await SinceAsync(before)).Single()!;

        Assert.That(entry["actor"]!.ToJsonString(), Is.EqualTo("""{"type":"command_line","token_id":null,"name":"operator"}"""));
        Assert.That((entry["request_id"], entry["client_address"]), Is.EqualTo(((JsonNode?)null, (JsonNode?)null)));
    }

    [Test]
    public async Task Entry_WhenItsMigrationIsDeleted_ShouldBeKept()
    {
        var code = await CreateAsync();
        await DoAsync("POST", $"migrations/{code}/cancel");
        await DoAsync("DELETE", $"migrations/{code}");

        var entries = (await ListAsync($"migration_code={code}"))["resources"]!.AsArray();

        Assert.That(entries.Select(entry => entry!["action"]!.ToString()), Is.EqualTo(new[] { "delete_migration", "cancel_migration", "create_migration" }));
    }

    [Test]
    public async Task Change_WhenItIsRefusedOrChangesNothingOrIsARepetition_ShouldNotBeTold()
    {
        var code = await Host.StoreAsync(FirstRunning);
        var issued = await DoAsync("POST", "tokens", """{"admin":true}""");
        var revoke = $"tokens/{issued["token"]!["id"]}";
        await DoAsync("DELETE", revoke);
        using var first = await SendWithKeyAsync(code);
        var before = await LatestAsync();

        using var refused = await AskAsync(Admin, "DELETE", $"migrations/{code}");
        using var forbidden = await AskAsync(Stranger, "POST", "tokens", """{"admin":true}""");
        using var again = await AskAsync(Admin, "DELETE", revoke);
        using var same = await AskAsync(Admin, "PATCH", "customers/C1", """{"name":"C1","disabled":false}""");
        using var repeated = await SendWithKeyAsync(code);
        using var read = await AskAsync(Admin, "GET", $"migrations/{code}");

        Assert.That(
            new[] { refused, forbidden, again, same, first, repeated, read }.Select(response => (int)response.StatusCode), Is.EqualTo(new[] { 422, 403, 204, 200, 200, 200, 200 }));
        Assert.That(await SinceAsync(before), Is.Empty);
    }

    [Test]
    public async Task List_WhenItIsNarrowed_ShouldHoldWhatIsAskedForAlone()
    {
        await DoAsync("POST", "customers", """{"code":"FILTER","name":"Filter"}""");
        await DoAsync("PATCH", "customers/FILTER", """{"weight":2}""");
        var token = (await ListAsync("customer_code=FILTER"))["resources"]![0]!["actor"]!["token_id"]!;

        Assert.That(await ActionsAsync("customer_code=FILTER"), Is.EqualTo(new[] { "change_customer", "add_customer" }));
        Assert.That(await ActionsAsync("customer_code=FILTER&action=add_customer"), Is.EqualTo(new[] { "add_customer" }));
        Assert.That(await ActionsAsync($"customer_code=FILTER&actor={token}"), Has.Count.EqualTo(2));
        Assert.That(await ActionsAsync("customer_code=FILTER&actor=token"), Has.Count.EqualTo(2));
        Assert.That(await ActionsAsync("customer_code=FILTER&actor=command_line"), Is.Empty);
        Assert.That(await ActionsAsync("customer_code=FILTER&actor=999999"), Is.Empty);
        Assert.That(await ActionsAsync("customer_code=FILTER&from=2020-01-01&to=2100-01-01T00:00:00Z"), Has.Count.EqualTo(2));
        Assert.That(await ActionsAsync("customer_code=FILTER&to=2020-01-01"), Is.Empty);
        Assert.That(await ActionsAsync("customer_code=FILTER&from=2100-01-01"), Is.Empty);
        Assert.That(await ActionsAsync("customer_code=nobody"), Is.Empty);
    }

    [Test]
    public async Task List_WhenItIsWalkedWhileEntriesAreAdded_ShouldShowEachOnce()
    {
        await DoAsync("POST", "customers", """{"code":"WALK","name":"Walk"}""");
        for (var weight = 2; weight <= 6; weight++)
        {
            await DoAsync("PATCH", "customers/WALK", $$"""{"weight":{{weight}}}""");
        }

        var (seen, path) = (new List<string>(), "/api/audit?customer_code=WALK&per=2");
        while (path is not null)
        {
            using var response = await Admin.GetAsync(path);
            var page = await response.JsonAsync();
            seen.AddRange(page["resources"]!.AsArray().Select(entry => entry!["after"]!["weight"]!.ToString()));
            path = response.Headers.TryGetValues("Link", out var links) ? links.Single()[1..].Split('>')[0] : null;
            Assert.That(path is null, Is.EqualTo(page["pagination"]!["next_cursor"] is null));
            await DoAsync("PATCH", "customers/WALK", $$"""{"weight":{{50 + seen.Count}}}""");
        }

        Assert.That(seen, Is.EqualTo(new[] { "6", "5", "4", "3", "2", "1" }));
    }

    [TestCase("customer_code=C%201", "customer_code", "must be 1 to 32 letters, digits, '_' or '-'")]
    [TestCase("migration_code=MG1", "migration_code", "must be the code of a migration, such as MG12345678")]
    [TestCase("actor=anna", "actor", "must be the number of a token, or one of: token, command_line, program")]
    [TestCase("actor=99999999999999999999", "actor", "must be the number of a token, or one of: token, command_line, program")]
    [TestCase("from=yesterday", "from", "must be a date, such as 2026-11-23, or a date and time with an offset, such as 2026-11-23T22:00:00Z")]
    [TestCase("to=2026-11-23T22:00:00", "to", "must be a date, such as 2026-11-23, or a date and time with an offset, such as 2026-11-23T22:00:00Z")]
    [TestCase("cursor=x", "cursor", "must be the next_cursor of a page of the same list, in the same order")]
    [TestCase("per=0", "per", "must be between 1 and 200")]
    [TestCase("per=201", "per", "must be between 1 and 200")]
    public async Task List_WhenAValueIsNotValid_ShouldNameTheParameter(string query, string field, string reason)
    {
        using var response = await AskAsync(Admin, "GET", $"audit?{query}");

        await ShouldBeRefusedAsync(response, field, reason);
    }

    [TestCase("action=drop_everything", "action")]
    [TestCase("cursor=a&cursor=b", "cursor")]
    public async Task List_WhenAValueIsNoneOfThose_ShouldNameTheParameter(string query, string field)
    {
        using var response = await AskAsync(Admin, "GET", $"audit?{query}");

        await response.ShouldBeEnvelopeAsync(HttpStatusCode.UnprocessableEntity, "Validation failed", field);
    }

    [Test]
    public async Task List_WhenTheCallerIsNoAdmin_ShouldBeRefused()
    {
        using var customer = await AskAsync(Customer, "GET", "audit");
        using var nobody = Host.Client(token: null);
        using var anonymous = await AskAsync(nobody, "GET", "audit");
        using var reader = Host.Client(TestData.SupportReadToken);
        using var read = await AskAsync(reader, "GET", "audit");

        await customer.ShouldBeEnvelopeAsync(HttpStatusCode.Forbidden, "Forbidden");
        await anonymous.ShouldBeEnvelopeAsync(HttpStatusCode.Unauthorized, "Unauthorized");
        Assert.That(read.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    private async Task<string> CreateAsync()
    {
        var created = await DoAsync(
            "POST",
            "migrations",
            $$"""{"customer_code":"C1","csv_file_name":"a.csv","csv_file_content":"a@example.com;imap.example.net;a;{{Password}}","preset":"standard_ssl","execute_now":true}""");
        return created["resource_code"]!.ToString();
    }

    private async Task<string> AddConnectionAsync(string name) => (await DoAsync(
        "POST",
        "connections",
        $$"""{"customer_code":"C1","name":"{{name}}","kind":"oauth2_user","remote_server":"imap.old.example","client_id":"client","client_secret":"s","token_endpoint":"https://x.example/token?key=open-sesame"}"""))["id"]!.ToString();

    private async Task<string> AddWebhookAsync(string url = "https://example.net/hook") =>
        (await DoAsync("POST", "webhooks", $$"""{"customer_code":"C1","url":"{{url}}"}"""))["webhook"]!["id"]!.ToString();

    private Task<string> StoreWaitingForLoginAsync() => Host.StoreAsync(
        BeingValidated,
        mailboxes: 1,
        then: migration => migration.Resources[0].PutOffRun(MigrationStep.TestRun, new RunError(CopyFault.AuthPaused, "imap.example.net has refused anna twice"), Created));

    private Task OnTheCommandLineAsync<T>(IRequest<T> command) => OnTheCommandLineAsync(Host, command);

    private static Task OnTheCommandLineAsync<T>(OperationsHost host, IRequest<T> command) => host.InScopeAsync(async services =>
    {
        services.GetRequiredService<CurrentOrigin>().Value = RequestOrigin.CommandLine("operator");
        await services.GetRequiredService<IMediator>().Send(command);
    });

    // It takes an empty database, which has no token to ask by: what it tells is looked at there, and done here.
    private static async Task<string[]> LoadAsync<T>(IRequest<T> command, string expected)
    {
        await using var host = await OperationsHost.StartEmptyAsync();
        await OnTheCommandLineAsync(host, command);
        await host.InScopeAsync(async services =>
        {
            var entry = (await services.GetRequiredService<IAuditLog>().ListAsync(new AuditFilter(), after: null, 10, CancellationToken.None)).Single();
            Assert.That($"{entry.Action} {entry.ObjectType} {entry.Code} {entry.CustomerCode} {entry.Before} {entry.After}", Is.EqualTo(expected));
        });
        return [];
    }

    private async Task<HttpResponseMessage> SendWithKeyAsync(string code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/migrations/{code}/pause");
        request.Headers.Add("Idempotency-Key", "once");
        return await Admin.SendAsync(request);
    }

    private async Task<JsonObject> DoAsync(string method, string path, string? json = null)
    {
        using var response = await AskAsync(Admin, method, path, json);
        var body = await response.Content.ReadAsStringAsync();
        Assert.That(response.IsSuccessStatusCode, Is.True, body);
        return body.Length == 0 ? [] : JsonNode.Parse(body)!.AsObject();
    }

    private Task<JsonObject> ListAsync(string query) => AskForAsync(Admin, "GET", $"audit?{query}");

    private async Task<IReadOnlyList<string>> ActionsAsync(string query) =>
        [.. (await ListAsync(query))["resources"]!.AsArray().Select(entry => entry!["action"]!.ToString())];

    private async Task<long> LatestAsync() => (long?)(await ListAsync("per=1"))["resources"]!.AsArray().FirstOrDefault()?["id"] ?? 0;

    private async Task<IReadOnlyList<JsonNode?>> SinceAsync(long id) =>
        [.. (await ListAsync("per=200"))["resources"]!.AsArray().Where(entry => (long)entry!["id"]! > id).Reverse()];

    private static string Outline(JsonNode? entry) =>
        $"{entry!["action"]} {entry["object_type"]} {entry["object_code"]} {entry["customer_code"]} {entry["before"]!.ToJsonString()} {entry["after"]!.ToJsonString()}";

    private static bool Matches(string actual, string expected)
    {
        var place = 0;
        var parts = expected.Split('*');
        foreach (var part in parts)
        {
            var found = actual.IndexOf(part, place, StringComparison.Ordinal);
            if (found < 0 || (place == 0 && found != 0))
            {
                return false;
            }

            place = found + part.Length;
        }

        return parts[^1].Length == 0 || actual.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
