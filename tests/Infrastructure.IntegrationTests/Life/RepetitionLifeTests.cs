using System.Net.Http.Json;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Life;

/// <summary>Deltas that follow one another, with real mail servers.</summary>
public sealed class RepetitionLifeTests
{
    [Test]
    public async Task Workers_WhenDeltasAreRepeated_ShouldCopyWhatHasArrivedWithEachUntilNoneIsPlanned()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 2, messages: 20);
        await platform.StartWorkerAsync();
        using var client = platform.CreateClient();
        var second = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 2);
        var code = await platform.CreateAsync(new ExecutionPlan(SecondExecutionDate: second, ExecuteNow: true, Repetition: new Repetition(1, second.AddDays(2))));

        var first = await WaitForDeltaAsync(platform, code, attempts: 1);
        Assert.That(first.SecondExecutionDate - second, Is.EqualTo(TimeSpan.FromHours(1)));
        await platform.ShouldHoldTheSameAsync();

        // The hour is cut short: the next delta is moved to now.
        for (var attempts = 2; attempts <= 3; attempts++)
        {
            await MailboxDelta.ApplyAsync(platform.Source.AccountOf(platform.Users[0]), newMessages: 5 * attempts, changedFlags: 1, seed: attempts);
            await PatchAsync(client, code, new { second_execution_date = DateTimeOffset.UtcNow.AddSeconds(2) });
            await WaitForDeltaAsync(platform, code, attempts);
            await platform.ShouldHoldTheSameAsync();
        }

        await MailboxDelta.ApplyAsync(platform.Source.AccountOf(platform.Users[1]), newMessages: 7, changedFlags: 0, seed: 9);
        await PatchAsync(client, code, new { second_execution_every = (int?)null, second_execution_date = DateTimeOffset.UtcNow.AddSeconds(2) });
        var ended = await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Completed, "completed");

        Assert.That(ended.Step, Is.EqualTo(MigrationStep.SecondExecution));
        Assert.That(ended.Resources.Select(resource => resource.FindRun(MigrationStep.SecondExecution)!.Progress.MessagesCopied), Is.EqualTo(new[] { 0, 7 }));
        await platform.ShouldHoldTheSameAsync();
    }

    private static Task<Migration> WaitForDeltaAsync(Platform platform, string code, int attempts) => platform.WaitAsync(
        code,
        migration => migration is { Status: MigrationStatus.Scheduled, Step: MigrationStep.SecondExecution }
            && migration.Resources.All(resource => resource.FindRun(MigrationStep.SecondExecution) is { Status: RunStatus.Success } run && run.Attempts == attempts),
        $"scheduled again after delta {attempts}");

    private static async Task PatchAsync(HttpClient client, string code, object body)
    {
        using var response = await client.PatchAsJsonAsync($"/api/migrations/{code}", body);
        Assert.That(response.IsSuccessStatusCode, Is.True, await response.Content.ReadAsStringAsync());
    }
}
