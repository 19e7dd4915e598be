using System.Globalization;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.Infrastructure.IntegrationTests.Polling;
using Hosting.Migrations.MailServers.Faults;
using Npgsql;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Life;

/// <summary>A bad day: workers die, freeze and are deployed anew, and the database restarts, all while a hundred mailboxes are copied.</summary>
[Slow]
public sealed class RandomFaultsTests
{
    // Given again, the seed of a day that went wrong has the same faults in the same order.
    private const string SeedVariable = "RANDOM_FAULTS_SEED";

    private const int OfEachKind = 5;

    // So that whoever is hit is in the middle of something.
    private const int SlowBytesPerSecond = 20_000;

    private enum Fault
    {
        Kill,
        Stop,
        Freeze,
        DatabaseRestart,
    }

    [Test]
    public async Task Workers_WhenFaultsOfAllKindsFollowOneAnother_ShouldCopyEveryMailboxOnce()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        TestContext.Out.WriteLine($"{SeedVariable}={seed}");
        var random = new Random(seed);
        Fault[] faults = [.. Enum.GetValues<Fault>().SelectMany(fault => Enumerable.Repeat(fault, OfEachKind))];
        random.Shuffle(faults);

        await using var platform = await Platform.StartAsync(mailboxes: 100, messages: 12);
        var database = new NpgsqlConnectionStringBuilder(platform.Database.ConnectionString);
        await using var line = FaultProxy.Start(database.Port);
        database.Port = line.Port;
        platform.Line.Faults.BytesPerSecond = SlowBytesPerSecond;
        List<ServiceProcess> workers = [await StartAsync(), await StartAsync()];
        var code = await platform.CreateAsync(new ExecutionPlan(ExecuteNow: true));

        foreach (var fault in faults)
        {
            var victim = await PickAsync();
            TestContext.Out.WriteLine($"{DateTimeOffset.UtcNow:HH:mm:ss} {fault} {victim.Id}");
            switch (fault)
            {
                case Fault.Kill:
                    victim.Kill();
                    await ReplaceAsync(victim);
                    break;
                case Fault.Stop:
                    victim.Signal("TERM");
                    Assert.That(await victim.WaitForExitAsync(), Is.Zero, victim.Log);
                    await ReplaceAsync(victim);
                    break;
                case Fault.Freeze:
                    victim.Signal("STOP");
                    await Waiting.ForAsync(async () => !await platform.IsBusyAsync(victim), () => $"Nobody takes up the runs of {victim.Id}.");
                    victim.Signal("CONT");
                    break;
                case Fault.DatabaseRestart:
                    line.Faults.RefuseNext(random.Next(1, 10));
                    line.CutAll();
                    break;
            }
        }

        platform.Line.Faults.BytesPerSecond = null;
        var ended = await platform.WaitAsync(code, migration => migration.Status.HasEnded(), "ended");
        var crashes = ended.Resources.Select(resource => resource.FindRun(MigrationStep.FirstExecution)?.Crashes ?? 0);
        TestContext.Out.WriteLine($"runs by crashes: {string.Join(", ", crashes.CountBy(times => times).OrderBy(count => count.Key))}");
        Assert.That(
            ended.Resources.Select(resource => (resource.Code, resource.Status, resource.FindRun(MigrationStep.FirstExecution)?.Error)),
            Is.EqualTo(ended.Resources.Select(resource => (resource.Code, ResourceStatus.Success, (string?)null))));
        await platform.ShouldHoldTheSameAsync();

        Task<ServiceProcess> StartAsync() => platform.StartWorkerAsync(
            ("ConnectionStrings__Migrations", database.ConnectionString),
            ("Workers__PerSourceHost", "100"),
            ("Workers__PerCustomer", "100"));

        async Task ReplaceAsync(ServiceProcess worker) => workers[workers.IndexOf(worker)] = await StartAsync();

        // One that is in the middle of something; any of them once all is copied.
        async Task<ServiceProcess> PickAsync()
        {
            ServiceProcess? picked = null;
            await Waiting.ForAsync(
                async () =>
                {
                    var migration = await platform.ReadAsync(code);
                    var busy = await WhereAsync(workers, platform.IsBusyAsync);
                    var victims = migration.Resources.Any(IsLastTry) ? [] : busy.Count > 0 || !migration.Status.HasEnded() ? busy : workers;
                    picked = victims.Count > 0 ? victims[random.Next(victims.Count)] : null;
                    return picked is not null;
                },
                () => $"No worker has anything to do, or none gets any further:\n{string.Join("\n\n", workers.Select(worker => worker.Log))}");
            return picked!;
        }
    }

    // Three workers that die of one run, without a message between them, leave it crashed, and rightly so: it has to come further first.
    private static bool IsLastTry(MigrationResource resource) => resource.FindRun(MigrationStep.FirstExecution) is { } run
        && (run.IsWaiting || run.Status == RunStatus.Running) && run.Crashes >= new WorkerOptions().MaxAttempts - 1 && run.Progress.MessagesSettled <= run.SettledAtCrash;

    private static async Task<List<ServiceProcess>> WhereAsync(IEnumerable<ServiceProcess> workers, Func<ServiceProcess, Task<bool>> isSo)
    {
        List<ServiceProcess> found = [];
        foreach (var worker in workers)
        {
            if (await isSo(worker))
            {
                found.Add(worker);
            }
        }

        return found;
    }
}
