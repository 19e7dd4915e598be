using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.MailServers.Dovecot;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Life;

/// <summary>A master user's wrong password, with real mail servers and a worker.</summary>
public sealed class LoginPauseLifeTests
{
    [Test]
    public async Task Run_WhenAMasterUsersPasswordIsWrong_ShouldTryItTwiceAndGoOnOnceItIsRepaired()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 5, messages: 10);
        await platform.StartWorkerAsync(("Workers__PerSourceHost", "1"));
        var code = await platform.CreateAsync(new ExecutionPlan(ExecuteNow: true), "wrong-password", masterUser: DovecotServer.MasterUser);
        var paused = await platform.WaitAsync(code, migration => migration.Resources.Count(resource => resource.WaitsForLogin()) == 3, "three wait");
        Assert.That((paused.Status, paused.Resources.Sum(resource => resource.FindRun(MigrationStep.TestRun)!.Attempts)), Is.EqualTo((MigrationStatus.Validating, 2)));
        using var client = platform.CreateClient();
        var shown = await client.GetFromJsonAsync<JsonObject>($"/api/migrations/{code}/resources");
        Assert.That(
            shown!["resources"]!.AsArray().Select(resource => resource!["error_details"]![0]!["code"]!.ToString()),
            Is.EquivalentTo(new[] { "auth", "auth", "auth_paused", "auth_paused", "auth_paused" }));
        var waiting = paused.Resources.First(resource => resource.WaitsForLogin());

        await SendAsync(client, HttpMethod.Patch, $"{code}/resources/{waiting.Code}", new { masteruser_password = "wrong again" });
        await platform.WaitAsync(code, migration => migration.Resources.Count(resource => resource.FindRun(MigrationStep.TestRun)!.Fault == CopyFault.Auth) == 3, "one more was refused");
        await SendAsync(client, HttpMethod.Patch, $"{code}/resources/{waiting.Code}", new { masteruser_password = DovecotServer.MasterPassword });

        var copied = await platform.WaitAsync(code, migration => migration.Status.HasEnded(), "ended");
        Assert.That(
            (copied.Status, copied.Resources.Count(resource => resource.Status == ResourceStatus.Success)), Is.EqualTo((MigrationStatus.CompletedWithErrors, 3)));
        await SendAsync(client, HttpMethod.Post, $"{code}/retry", new { error_code = "auth" });
        await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Completed, "completed");
        await platform.ShouldHoldTheSameAsync();
    }

    private static async Task SendAsync(HttpClient client, HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, $"/api/migrations/{path}") { Content = JsonContent.Create(body) };
        using var response = await client.SendAsync(request);
        Assert.That(response.IsSuccessStatusCode, Is.True, await response.Content.ReadAsStringAsync());
    }
}
