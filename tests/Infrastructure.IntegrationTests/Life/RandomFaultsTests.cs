using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.Infrastructure.IntegrationTests.Polling;
using Hosting.Migrations.MailServers.Faults;
using Npgsql;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Life;

/// <summary>A bad day: workers die, freeze and are deployed anew, and the database restarts, all while a hundred mailboxes are copied.</summary>
public sealed class RandomFaultsTests
{
    private const int Faults = 20;

    // Before each fault the one whose turn it is has to be in the middle of something.
    private const int SlowBytesPerSecond = 20_000;

    [Test]
    public async Task Workers_WhenFaultsOfAllKindsFollowOneAnother_ShouldCopyEveryMailboxOnce()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 100, messages: 12);
        var database = new NpgsqlConnectionStringBuilder(platform.Database.ConnectionString);
        await using var line = FaultProxy.Start(database.Port);
        database.Port = line.Port;
        platform.Line.Faults.BytesPerSecond = SlowBytesPerSecond;
        List<ServiceProcess> workers = [await StartAsync(), await StartAsync()];
        var code = await platform.CreateAsync(new ExecutionPlan(ExecuteNow: true));

        var seed = Random.Shared.Next();
        var random = new Random(seed);
        TestContext.Out.WriteLine($"seed {seed}");
        for (var fault = 0; fault < Faults; fault++)
        {
            var index = random.Next(workers.Count);
            var victim = workers[index];
            await Waiting.ForAsync(() => platform.IsBusyAsync(victim), () => $"{victim.Id} has nothing to do at fault {fault}:\n{victim.Log}");
            switch (random.Next(4))
            {
                case 0:
                    victim.Signal("KILL");
                    await victim.WaitForExitAsync();
                    workers[index] = await StartAsync();
                    break;
                case 1:
                    victim.Signal("TERM");
                    Assert.That(await victim.WaitForExitAsync(), Is.Zero, victim.Log);
                    workers[index] = await StartAsync();
                    break;
                case 2:
                    victim.Signal("STOP");
                    await Waiting.ForAsync(async () => !await platform.IsBusyAsync(victim), () => $"Nobody takes up the runs of {victim.Id}.");
                    victim.Signal("CONT");
                    break;
                default:
                    line.Faults.RefuseNext(random.Next(1, 10));
                    line.CutAll();
                    break;
            }
        }

        platform.Line.Faults.BytesPerSecond = null;
        var ended = await platform.WaitAsync(code, migration => migration.Status.HasEnded(), "ended");
        Assert.That(
            ended.Resources.Select(resource => (resource.Code, resource.Status, resource.FindRun(MigrationStep.FirstExecution)?.Error)),
            Is.EqualTo(ended.Resources.Select(resource => (resource.Code, ResourceStatus.Success, (RunError?)null))));
        await platform.ShouldHoldTheSameAsync();

        Task<ServiceProcess> StartAsync() => platform.StartWorkerAsync(("ConnectionStrings__Migrations", database.ConnectionString));
    }
}
