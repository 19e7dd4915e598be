using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Life;

/// <summary>A worker with more to do than it has places for.</summary>
[NonParallelizable]
public sealed class BusyWorkerTests
{
    // Two seconds are promised; a busy machine takes its time as well.
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(8);

    [Test]
    public async Task Worker_WhenOneCustomersCopiesTakeAllPlaces_ShouldTestAnothersMailboxesAtOnceAndKeepHouse()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 6, messages: 60);
        platform.Line.Faults.BytesPerSecond = 20_000;
        var worker = await platform.StartWorkerAsync(("Workers__MailboxesAtOnce", "3"));
        var code = await platform.CreateAsync(new ExecutionPlan(ExecuteNow: true));
        await Waiting.ForAsync(async () => await CountCopiesAsync(platform) == 3, () => worker.Log);

        // Of another customer, from another host: nobody answers there, which its tests find out.
        var other = Samples.ACustomer("C2", "example.org");
        await platform.Database.StoreAsync(other);
        var migration = Samples.AMigration(other, server: "127.0.0.2:1", sealedPassword: platform.Seal("pw"));
        await platform.Database.StoreAsync(migration);
        var clock = Stopwatch.StartNew();
        await platform.Database.InScopeAsync<IWorkQueue>(queue => queue.FillAsync(migration.Id, CancellationToken.None));
        await platform.WaitAsync(migration.Code, read => read.Resources[0].FindRun(MigrationStep.TestRun) is not null, "being tested");
        TestContext.Out.WriteLine($"tested within {clock.Elapsed.TotalSeconds:0.0} s");
        Assert.That(clock.Elapsed, Is.LessThan(Promised));

        // What is done for all goes on too.
        await platform.ChangeAsync(migration.Code, read => read.Cancel(DateTimeOffset.UtcNow));
        await platform.WaitAsync(migration.Code, read => read.Status.HasEnded(), "ended");
        Assert.That(await CountCopiesAsync(platform), Is.EqualTo(3), "The setting says three.");

        platform.Line.Faults.BytesPerSecond = null;
        await platform.WaitAsync(code, read => read.Status == MigrationStatus.Completed, "completed");
    }

    [Test]
    public async Task Worker_WhenOneCustomersServersDoNotAnswer_ShouldTestAnothersMailboxAtOnce()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 1, messages: 1);
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var worker = await platform.StartWorkerAsync(("Workers__TestsAtOnce", "1"));
        await TestAsync("C2", "example.org", $"127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}");

        var clock = Stopwatch.StartNew();
        await TestAsync("C3", "example.net", "127.0.0.2:1");
        TestContext.Out.WriteLine($"tested within {clock.Elapsed.TotalSeconds:0.0} s");
        Assert.That(clock.Elapsed, Is.LessThan(Promised), worker.Log);

        async Task TestAsync(string customer, string domain, string server)
        {
            var owner = Samples.ACustomer(customer, domain);
            await platform.Database.StoreAsync(owner);
            var migration = Samples.AMigration(owner, server: server, sealedPassword: platform.Seal("pw"));
            await platform.Database.StoreAsync(migration);
            await platform.Database.InScopeAsync<IWorkQueue>(queue => queue.FillAsync(migration.Id, CancellationToken.None));
            await platform.WaitAsync(migration.Code, read => read.Resources[0].FindRun(MigrationStep.TestRun) is not null, "being tested");
        }
    }

    [Test]
    public async Task Worker_WhenDatabaseConnectionsAreScarce_ShouldWaitForThemAndFailNoMailbox()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 8, messages: 20);
        var scarce = new NpgsqlConnectionStringBuilder(platform.Database.ConnectionString) { MaxPoolSize = 1, Timeout = 1 };
        await platform.StartWorkerAsync(("ConnectionStrings__Migrations", scarce.ConnectionString), ("Workers__PerSourceHost", "8"));
        var code = await platform.CreateAsync(new ExecutionPlan(ExecuteNow: true));

        var ended = await platform.WaitAsync(code, migration => migration.Status.HasEnded(), "ended");

        Assert.That(ended.Resources.Select(resource => resource.Status), Is.All.EqualTo(ResourceStatus.Success));
        await platform.ShouldHoldTheSameAsync();
    }

    private static Task<int> CountCopiesAsync(Platform platform) => platform.Database.InScopeAsync<MigrationsDbContext, int>(
        context => context.WorkItems.CountAsync(item => !item.IsTest && item.Worker != null));
}
