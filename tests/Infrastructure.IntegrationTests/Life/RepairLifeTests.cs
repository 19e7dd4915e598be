using System.Net.Http.Json;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.MailServers.Dovecot;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Life;

/// <summary>What people do about a migration while workers are busy with it, through the API, with real mail servers.</summary>
[Slow]
public sealed class RepairLifeTests
{
    [Test]
    public async Task Repair_WhenEveryLoginWasRefused_ShouldLeadOneMailboxAfterTheOtherToItsEnd()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 2, messages: 20);
        await platform.StartWorkerAsync();
        var code = await platform.CreateAsync(new ExecutionPlan(ExecuteNow: true), "wrong-password");
        await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Failed, "failed");
        using var client = platform.CreateClient();

        await SendAsync(client, HttpMethod.Patch, $"{code}/resources/{code}-1", new { remote_password = DovecotUser.DefaultPassword });
        var tested = await platform.WaitAsync(code, migration => migration.Resources[0].Status == ResourceStatus.Success, "tested again");
        Assert.That(tested.State, Is.EqualTo(new MigrationState(MigrationStatus.Failed, MigrationStep.TestRun)));

        await SendAsync(client, HttpMethod.Post, $"{code}/retry", new { resources = new[] { $"{code}-2" } });
        await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.CompletedWithErrors, "completed but for the other mailbox");
        await SendAsync(client, HttpMethod.Patch, $"{code}/resources/{code}-2", new { remote_password = DovecotUser.DefaultPassword });
        await SendAsync(client, HttpMethod.Post, $"{code}/retry", new { });

        await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Completed, "completed");
        await platform.ShouldHoldTheSameAsync();
    }

    [Test]
    public async Task Pause_WhenMailboxesAreBeingCopied_ShouldStopThemAndGoOnWhereTheyWere()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 2, messages: 300);
        await platform.StartWorkerAsync();
        platform.Line.Faults.BytesPerSecond = 50_000;
        var code = await platform.CreateAsync(new ExecutionPlan(ExecuteNow: true));
        await platform.WaitAsync(
            code,
            migration => migration.Resources.Any(resource => resource.FindRun(MigrationStep.FirstExecution) is { Status: RunStatus.Running, Progress.MessagesCopied: > 0 }),
            "copying");
        using var client = platform.CreateClient();

        await SendAsync(client, HttpMethod.Post, $"{code}/pause", new { });
        var paused = await platform.WaitAsync(code, migration => migration.Resources.All(resource => !resource.IsRunning), "paused");
        Assert.That((paused.Status, paused.IsPaused), Is.EqualTo((MigrationStatus.Running, true)));

        platform.Line.Faults.BytesPerSecond = null;
        await SendAsync(client, HttpMethod.Post, $"{code}/resume", new { });
        var ended = await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Completed, "completed");
        Assert.That(ended.Resources.Select(resource => resource.FindRun(MigrationStep.FirstExecution)!.Crashes), Is.All.Zero);
        await platform.ShouldHoldTheSameAsync();
    }

    private static async Task SendAsync(HttpClient client, HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, $"/api/migrations/{path}") { Content = JsonContent.Create(body) };
        using var response = await client.SendAsync(request);
        Assert.That(response.IsSuccessStatusCode, Is.True, await response.Content.ReadAsStringAsync());
    }
}
