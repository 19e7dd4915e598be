using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Connections;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Faults;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Life;

/// <summary>Mailboxes that log in by a connection, with real mail servers that ask whether tokens are good, and a worker.</summary>
public sealed class ConnectionLifeTests
{
    [Test]
    public async Task Run_WhenTokensExpireInTheMiddle_ShouldGoOnWithOthers()
    {
        using var tokens = new TokenServer { Life = TimeSpan.FromSeconds(2) };
        await using var platform = await Platform.StartAsync(mailboxes: 1, messages: 150, tokens.Introspection);
        await using var line = FaultProxy.Start(platform.Source.Port);

        // Both the test and the copy lose their connections, and have to log in again and again.
        line.Faults.BytesPerSecond = 200_000;
        line.Faults.CutAfter(ProxyDirection.ToClient, 150_000, times: 3);
        using var client = await ConnectionCustomer.StartAsync(platform, tokens);
        await ConnectionCustomer.AddAppAsync(client);

        var code = await ConnectionCustomer.UploadAsync(client, platform, line.Port, "oauth:Old-Tenant");

        await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Completed, "completed");
        await platform.ShouldHoldTheSameAsync();
        Assert.That(tokens.Introspected.Good, Is.GreaterThanOrEqualTo(4));
        Assert.That(tokens.Introspected.Bad, Is.Zero, "No login was tried with a token that had expired.");
        Assert.That(tokens.Asked, Has.Count.GreaterThanOrEqualTo(2));
    }

    [Test]
    public async Task Run_WhenConsentIsMissing_ShouldSaySoAndGoOnOnceItIsThere()
    {
        using var tokens = new TokenServer();
        await using var platform = await Platform.StartAsync(mailboxes: 2, messages: 5, tokens.Introspection);
        using var client = await ConnectionCustomer.StartAsync(platform, tokens);
        var id = (await ConnectionCustomer.SendAsync(client, HttpMethod.Post, "connections", new
        {
            customer_code = "C1",
            name = "their-own",
            kind = "oauth2_user",
            remote_server = DovecotServer.Host,
            token_endpoint = tokens.Endpoint,
            client_id = "client",
        }))["id"]!.ToString();
        await ConnectionCustomer.SendAsync(client, HttpMethod.Patch, $"connections/{id}", new { mailbox = "USER1@example.com", refresh_token = "refresh-of-user1" });
        tokens.NextRefreshToken = () => "refresh-of-user1-next";

        var code = await ConnectionCustomer.UploadAsync(client, platform, platform.Source.Port, "oauth:their-own");

        await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.CompletedWithErrors, "completed with errors");
        var causes = (await client.GetFromJsonAsync<JsonObject>($"/api/migrations/{code}/causes"))!["causes"]!.AsArray();
        Assert.That((causes.Count, causes[0]!["error_code"]!.ToString()), Is.EqualTo((1, "consent_missing")));
        Assert.That(causes[0]!["example"]!["message"]!.ToString(), Does.EndWith(": the owner of the mailbox has not consented to connection their-own yet"));
        Assert.That(tokens.Asked.Skip(1).Select(form => form["refresh_token"]), Is.All.EqualTo("refresh-of-user1-next"), "The one before may be used up.");

        await ConnectionCustomer.SendAsync(client, HttpMethod.Patch, $"connections/{id}", new { mailbox = "user2@example.com", refresh_token = "refresh-of-user2" });
        await ConnectionCustomer.SendAsync(client, HttpMethod.Post, $"migrations/{code}/retry", new { error_code = "consent_missing" });
        await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Completed, "completed");
        await platform.ShouldHoldTheSameAsync();
        var dump = await platform.DumpDatabaseAsync();
        Assert.That(dump, Does.Not.Contain("refresh-of-user").And.Not.Contain("-of-user1-next"));
    }

    [Test]
    public async Task Test_WhenAConnectionIsTried_ShouldTellOfTokenAndLogin()
    {
        using var tokens = new TokenServer();
        await using var platform = await Platform.StartAsync(mailboxes: 1, messages: 1, tokens.Introspection);
        using var client = await ConnectionCustomer.StartAsync(platform, tokens);
        var app = await ConnectionCustomer.AddAppAsync(client, $"{DovecotServer.Host}:{platform.Source.Port}");
        var master = (await ConnectionCustomer.SendAsync(client, HttpMethod.Post, "connections", new
        {
            customer_code = "C1",
            name = "master",
            kind = "master_user",
            remote_server = $"{DovecotServer.Host}:{platform.Source.Port}",
            user = DovecotServer.MasterUser,
            password = DovecotServer.MasterPassword,
            separator = "*",
        }))["id"]!.ToString();

        Assert.That(await TryAsync(client, app, "user1@example.com"), Is.EqualTo("""{"token":true,"login":true,"error_code":null,"error":null,"what_to_do":null}"""));
        Assert.That(await TryAsync(client, master, "user1@example.com"), Is.EqualTo("""{"token":null,"login":true,"error_code":null,"error":null,"what_to_do":null}"""));

        // There is a token, which the mail server does not take.
        tokens.Life = TimeSpan.Zero;
        Assert.That(await TryAsync(client, app, "user1@example.com"), Does.StartWith("""{"token":true,"login":false,"error_code":"mailbox_permission_missing","error":"the source """));
        Assert.That(await TryAsync(client, master, "nobody@example.com"), Does.StartWith("""{"token":null,"login":false,"error_code":"auth","error":"the source """));
        tokens.Answer = (context, _) => TokenServer.SendAsync(context, 401, """{"error":"invalid_client"}""");
        Assert.That(await TryAsync(client, app, "user1@example.com"), Does.StartWith(
            """{"token":false,"login":false,"error_code":"token_refused","error":"127.0.0.1 refuses one: invalid_client","what_to_do":"Correct the connection """));
    }

    private static async Task<string> TryAsync(HttpClient client, string id, string mailbox) =>
        (await ConnectionCustomer.SendAsync(client, HttpMethod.Post, $"connections/{id}/test", new { mailbox, preset = "standard_no_ssl" })).ToJsonString();
}
