using System.Net;
using System.Net.Http.Json;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Life;

/// <summary>Many clients change a migration at once while a worker runs it.</summary>
[NonParallelizable]
public sealed class HammerTests
{
    private const int Clients = 12;
    private const int RequestsEach = 25;

    [Test]
    public async Task Api_WhenManyChangeAMigrationThatRuns_ShouldRefuseOrObeyAndLeaveItWhole()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 4, messages: 300);
        await platform.StartWorkerAsync();
        platform.Line.Faults.BytesPerSecond = 400_000;
        var code = await platform.CreateAsync(new ExecutionPlan(SecondExecutionDate: DateTimeOffset.UtcNow.AddDays(1), ExecuteNow: true));
        using var client = platform.CreateClient();

        await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Running && migration.Resources.Any(resource => resource.IsRunning), "running");

        var answers = await Task.WhenAll(Enumerable.Range(1, Clients).Select(seed => HammerAsync(client, $"/api/migrations/{code}", new Random(seed))));

        var counts = answers.SelectMany(some => some).CountBy(answer => answer).OrderBy(answer => answer.Key.What).ToList();
        TestContext.Out.WriteLine(string.Join(Environment.NewLine, counts.Select(count => $"{count.Key.What} {(int)count.Key.Status}: {count.Value}")));
        Assert.That(counts.Select(count => (int)count.Key.Status).Distinct(), Is.SubsetOf(new[] { 200, 202, 204, 422 }));
        Assert.That(counts.Sum(count => count.Value), Is.EqualTo(Clients * RequestsEach));

        // Whatever was asked for: called off now, it ends, and what is tried again is copied whole.
        platform.Line.Faults.BytesPerSecond = null;
        using var cancelled = await client.PostAsync($"/api/migrations/{code}/cancel", content: null);
        Assert.That((int)cancelled.StatusCode, Is.AnyOf(200, 202, 422));
        var ended = await platform.WaitAsync(code, migration => migration.Status.HasEnded(), "ended");
        TestContext.Out.WriteLine($"ended {ended.State}");
        Assert.That(ended.Resources.Any(resource => resource.IsRunning), Is.False);

        if (ended.Status != MigrationStatus.Completed)
        {
            using var retried = await client.PostAsync($"/api/migrations/{code}/retry", content: null);
            Assert.That(retried.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), await retried.Content.ReadAsStringAsync());
            await platform.WaitAsync(code, HasCopiedAll, "copied");
        }

        await platform.ShouldHoldTheSameAsync();
    }

    // A second execution may follow a first that was called off, and copies what that left.
    private static bool HasCopiedAll(Migration migration) =>
        migration.Resources.All(resource => resource.FindLatestRun() is { Step: not MigrationStep.TestRun, Status: RunStatus.Success, IsWaiting: false })
        && migration.Status is not (MigrationStatus.Running or MigrationStatus.Validating);

    private static async Task<List<(string What, HttpStatusCode Status)>> HammerAsync(HttpClient client, string url, Random random)
    {
        var answers = new List<(string What, HttpStatusCode Status)>();
        for (var i = 0; i < RequestsEach; i++)
        {
            var (what, method, path, body) = random.Next(40) switch
            {
                0 => ("cancel", HttpMethod.Post, "/cancel", null),
                < 10 => ("retry", HttpMethod.Post, "/retry", null),
                < 15 => ("force first", HttpMethod.Put, string.Empty, (object)new { execution = "first" }),
                < 20 => ("force second", HttpMethod.Put, string.Empty, new { execution = "second" }),
                < 30 => ("move", HttpMethod.Patch, string.Empty, new { second_execution_date = DateTimeOffset.UtcNow.AddDays(1 + random.Next(9)) }),
                < 35 => ("look", HttpMethod.Get, "/resources", null),
                _ => ("look", HttpMethod.Get, string.Empty, null),
            };
            using var request = new HttpRequestMessage(method, url + path) { Content = body is null ? null : JsonContent.Create(body) };
            using var answer = await client.SendAsync(request);
            answers.Add((what, answer.StatusCode));
        }

        return answers;
    }
}
