using Hosting.Migrations.Api.FunctionalTests.Operations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.Migrations.RunStatus;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.Repairing;

/// <summary>Texts that a newer version, or a hand, has left in the database: they cost what they are of, which can still be seen.</summary>
public sealed class UnreadableRunTests : OperationsFixture
{
    [Test]
    public async Task Migration_WhenARunHasAStatusThatNobodyKnows_ShouldShowItAsCrashed()
    {
        var code = await StoreAsync();
        await Host.ExecuteAsync($"UPDATE migration_runs SET status = 'nonsense', error = 'x' WHERE step = 'first_execution' AND resource_id = {IdOf(code, 1)}");
        await Host.ExecuteAsync($"UPDATE migration_resources SET status = 'nonsense' WHERE id = {IdOf(code, 1)}");

        var resources = await AskForAsync(Customer, "GET", $"migrations/{code}/resources");
        Assert.That(resources["resources"]!.AsArray().Select(resource => resource!["status"]!.ToString()), Is.EqualTo(new[] { "crashed", "success" }));
        Assert.That(resources["resources"]![0]!["first_execution_run"]!["status"]!.ToString(), Is.EqualTo("crashed"));
        foreach (var path in new[] { $"migrations/{code}", $"migrations/{code}/resources/{code}-1", $"migrations/{code}/progress", $"migrations/{code}/causes", $"migrations/{code}/report", "mailboxes?per=5" })
        {
            await AskForAsync(Admin, "GET", path);
        }
    }

    [Test]
    public async Task Migration_WhenAnErrorCodeIsOfANewerVersion_ShouldShowItAsInternal()
    {
        var code = await StoreAsync();
        await Host.ExecuteAsync($"UPDATE migration_runs SET status = 'error', fault = 'of_tomorrow', error = 'said tomorrow' WHERE step = 'first_execution' AND resource_id = {IdOf(code, 1)}");

        var resource = (await AskForAsync(Customer, "GET", $"migrations/{code}/resources/{code}-1"))["resources"]![0]!;

        Assert.That(resource["first_execution_run"]!["error"]!.ToString(), Is.EqualTo("internal"));
    }

    private static string IdOf(string code, int row) =>
        $"(SELECT r.id FROM migration_resources r JOIN migrations m ON m.id = r.migration_id WHERE m.code = '{code}' AND r.\"row\" = {row})";

    private Task<string> StoreAsync() => Host.StoreAsync(
        FirstRunning, tests: [Success, Success], then: migration => migration.Run(FirstDue, Success, Success).FinishExecution(FirstDone));
}
