using Hosting.Migrations.Application;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Hosting.Migrations.Infrastructure.IntegrationTests.Databases.Samples;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

/// <summary>Repairs, pauses and rows that come and go, as the database and the queue see them.</summary>
internal sealed class RepairTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private const string Me = "worker-1";

    [Test]
    public async Task FillAsync_WhenAMailboxIsTestedBesideAnExecution_ShouldAddItsTestAndThenItsCopy()
    {
        var migration = await StoreAsync(one => Executing(one), mailboxes: 2);
        Assert.That(await FillAsync(migration), Is.EqualTo(2));

        await ChangeAsync(migration, one => one.Repair(one.Resources[0], one.Resources[0].ToLogin(), Noon));
        Assert.That(await FillAsync(migration), Is.EqualTo(1));
        Assert.That(await KeysAsync(), Is.EquivalentTo(new[]
        {
            new RunKey(migration.Resources[0].Id, MigrationStep.TestRun),
            new RunKey(migration.Resources[0].Id, MigrationStep.FirstExecution),
            new RunKey(migration.Resources[1].Id, MigrationStep.FirstExecution),
        }));

        await Database.InScopeAsync<IWorkQueue>(queue => queue.RemoveWaitingAsync(migration.Id, CancellationToken.None));
        Assert.That(await FillAsync(migration), Is.EqualTo(2), "The copy waits for the test.");
        await ChangeAsync(migration, one =>
        {
            one.Resources[0].StartRun(MigrationStep.TestRun, Noon);
            one.Resources[0].FinishRun(MigrationStep.TestRun, RunProgress.None, null, Noon);
        });
        Assert.That(await FillAsync(migration), Is.EqualTo(1));
    }

    [Test]
    public async Task WithdrawAsync_WhenAWorkerHasClaimedOne_ShouldTakeOutTheOthersOfThatResource()
    {
        var migration = await StoreAsync(one => one, mailboxes: 2);
        await FillAsync(migration);
        await Database.InScopeAsync<IWorkQueue>(queue => queue.ClaimAsync(new WorkDemand(Me, 1, 1, new WorkerOptions()), CancellationToken.None));

        await Database.InScopeAsync<IWorkQueue>(queue => queue.WithdrawAsync(migration.Resources[0].Id, CancellationToken.None));
        Assert.That(await KeysAsync(), Has.Count.EqualTo(2), "The first is claimed.");

        await Database.InScopeAsync<IWorkQueue>(queue => queue.WithdrawAsync(migration.Resources[1].Id, CancellationToken.None));
        Assert.That((await KeysAsync()).Select(key => key.ResourceId), Is.EqualTo(new[] { migration.Resources[0].Id }));
    }

    [TestCase(MigrationStatus.ToSchedule)]
    [TestCase(MigrationStatus.Scheduled)]
    public async Task FillAsync_WhenNoStepIsUnderWay_ShouldAddTestsAlone(MigrationStatus status)
    {
        var migration = await StoreAsync(one => status == MigrationStatus.Scheduled ? Scheduled(one) : one.Validated());
        Assert.That(await FillAsync(migration), Is.Zero);

        await ChangeAsync(migration, one => one.AddResources(AnOwner, [new Mailbox("new@c1.example", "imap.old.example", "new", null, "sealed")], Noon));
        Assert.That(await FillAsync(migration), Is.EqualTo(1));
    }

    [Test]
    public async Task FillAsync_WhenTheMigrationHasEnded_ShouldAddTheTestsThatWereAskedFor()
    {
        var migration = await StoreAsync(one =>
        {
            one.Cancel(Noon);
            return one;
        });
        Assert.That(await FillAsync(migration), Is.Zero, "A test that never began was not asked for.");

        await ChangeAsync(migration, one =>
        {
            one.Retry(Noon);
            one.Resources[0].StartRun(MigrationStep.TestRun, Noon);
            one.Resources[0].FinishRun(MigrationStep.TestRun, RunProgress.None, new RunError(CopyFault.Auth, "refused"), Noon);
            one.FinishStepIfOver(Noon);
            one.Repair(one.Resources[0], one.Resources[0].ToLogin(), Noon);
        });
        Assert.That(await FillAsync(migration), Is.EqualTo(1));
    }

    [Test]
    public async Task FillAsync_WhenPaused_ShouldAddNothingUntilResumed()
    {
        var migration = await StoreAsync(one => one);
        await ChangeAsync(migration, one => one.Pause(Noon));
        Assert.That(await FillAsync(migration), Is.Zero);
        Assert.That(await AskAsync(work => work.ListStraysAsync(CancellationToken.None)), Is.Empty);

        await ChangeAsync(migration, one => one.Resume(Noon));
        Assert.That(await FillAsync(migration), Is.EqualTo(1));
    }

    [Test]
    public async Task ListReadyAsync_WhenPaused_ShouldLeaveItOut()
    {
        var (waiting, scheduled) = (await StoreAsync(one => one.Validated()), await StoreAsync(Scheduled));
        await ChangeAsync(waiting, one => one.Pause(Noon));
        await ChangeAsync(scheduled, one => one.Pause(Noon));

        var ready = await AskAsync(work => work.ListReadyAsync(5, Noon.AddDays(9), CancellationToken.None));
        Assert.That((ready.Schedulable, ready.Due), Is.EqualTo((Array.Empty<string>(), Array.Empty<long>())));
    }

    [TestCase(false, false, RunClaim.Held)]
    [TestCase(true, false, RunClaim.Paused)]
    [TestCase(false, true, RunClaim.CalledOff)]
    public async Task RenewAsync_WhenTheMigrationIsPausedOrCalledOff_ShouldSaySo(bool isPaused, bool isCancelled, RunClaim expected)
    {
        var migration = await StoreAsync(one => one);
        await FillAsync(migration);
        var run = (await Database.InScopeAsync<IWorkQueue, IReadOnlyList<RunKey>>(queue =>
            queue.ClaimAsync(new WorkDemand(Me, 1, 1, new WorkerOptions()), CancellationToken.None)))[0];
        await ChangeAsync(migration, one =>
        {
            one.Resources[0].StartRun(run.Step, Noon);
            if (isPaused)
            {
                one.Pause(Noon);
            }

            if (isCancelled)
            {
                one.Cancel(Noon);
            }
        });

        var claims = await Database.InScopeAsync<IWorkQueue, IReadOnlyDictionary<RunKey, RunClaim>>(queue =>
            queue.RenewAsync(Me, TimeSpan.FromMinutes(1), [new RunReport(run, RunProgress.None, 0, null)], CancellationToken.None));

        Assert.That(claims[run], Is.EqualTo(expected));
    }

    [Test]
    public async Task SaveChangesAsync_WhenARunBeginsAndTheLoginIsReplacedAtOnce_ShouldLetOneWin([Values] bool runBeginsFirst)
    {
        var migration = await StoreAsync(one => one);

        await Database.InScopeAsync<IServiceProvider>(async worker => await Database.InScopeAsync<IServiceProvider>(async request =>
        {
            var subject = await worker.GetRequiredService<IRunRepository>().FindAsync(new RunKey(migration.Resources[0].Id, MigrationStep.TestRun), CancellationToken.None);
            var repaired = (await request.GetRequiredService<IMigrationRepository>().FindAsync(migration.Code, CancellationToken.None))!;
            subject!.Resource.StartRun(MigrationStep.TestRun, Noon);
            repaired.Repair(repaired.Resources[0], repaired.Resources[0].ToLogin() with { RemoteUsername = "other" }, Noon);
            var (first, second) = runBeginsFirst ? (worker, request) : (request, worker);

            await first.GetRequiredService<IUnitOfWork>().SaveChangesAsync(CancellationToken.None);

            Assert.That(() => second.GetRequiredService<IUnitOfWork>().SaveChangesAsync(CancellationToken.None), Throws.TypeOf<ConcurrentChangeException>());
        }));
    }

    [Test]
    public async Task RemoveResource_WhenItHasRunsWorkAndCheckpoints_ShouldLeaveNothingOfIt()
    {
        var migration = await StoreAsync(Executing, mailboxes: 2);
        await FillAsync(migration);
        var id = migration.Resources[0].Id;
        await SaveCheckpointAsync(id);
        await Database.InScopeAsync<IRunReportRepository>(reports => reports.ReplaceAsync(
            id, MigrationStep.TestRun, [new RunReportEntry(id, MigrationStep.TestRun, null, "a note")], CancellationToken.None));

        await ChangeAsync(migration, one => one.RemoveResource(one.Resources[0], Noon));

        var left = await Database.InScopeAsync<MigrationsDbContext, int>(async context =>
            await context.Runs.CountAsync(run => run.ResourceId == id) + await context.WorkItems.CountAsync(item => item.ResourceId == id)
            + await context.FolderCheckpoints.CountAsync(checkpoint => checkpoint.ResourceId == id) + await context.RunReportEntries.CountAsync(entry => entry.ResourceId == id)
            + await context.MigrationResources.CountAsync(resource => resource.Id == id));
        Assert.That(left, Is.Zero);
        Assert.That((await KeysAsync()).Select(key => key.ResourceId), Is.EqualTo(new[] { migration.Resources[1].Id }));
    }

    [Test]
    public async Task ForgetCheckpointsAsync_WhenOthersHaveSome_ShouldLeaveThose()
    {
        var migration = await StoreAsync(one => one, mailboxes: 2);
        await SaveCheckpointAsync(migration.Resources[0].Id);
        await SaveCheckpointAsync(migration.Resources[1].Id);

        await Database.InScopeAsync<IResourceRepository>(resources => resources.ForgetCheckpointsAsync(migration.Resources[0].Id, CancellationToken.None));

        Assert.That(
            await Database.InScopeAsync<MigrationsDbContext, List<long>>(context => context.FolderCheckpoints.Select(checkpoint => checkpoint.ResourceId).ToListAsync()),
            Is.EqualTo(new[] { migration.Resources[1].Id }));
    }

    [Test]
    public async Task ErasePasswordsAsync_WhenAMailboxWasRepairedAfterTheEnd_ShouldCountFromTheEnd()
    {
        var migration = await StoreAsync(one =>
        {
            one.Cancel(Noon);
            return one;
        });
        await ChangeAsync(migration, one => one.Repair(one.Resources[0], one.Resources[0].ToLogin(), Noon.AddDays(2)));

        Assert.That(await AskAsync(work => work.ErasePasswordsAsync(Noon.AddSeconds(1), CancellationToken.None)), Is.EqualTo(1));
    }

    private static Domain.Customers.Customer AnOwner => ACustomer("C1");

    private static Migration Scheduled(Migration migration)
    {
        migration.Validated().Schedule(Noon);
        return migration;
    }

    private static Migration Executing(Migration migration)
    {
        Scheduled(migration).ForceExecution(Execution.First, Noon);
        migration.StartExecution(Noon);
        return migration;
    }

    private async Task<Migration> StoreAsync(Func<Migration, Migration> lead, int mailboxes = 1)
    {
        var owner = await Database.InScopeAsync<MigrationsDbContext, Domain.Customers.Customer?>(context => context.Customers.Include(one => one.Domains).FirstOrDefaultAsync());
        if (owner is null)
        {
            owner = AnOwner;
            await Database.StoreAsync(owner);
        }

        var migration = lead(AMigration(owner, mailboxes: mailboxes));
        await Database.StoreAsync(migration);
        return migration;
    }

    private Task SaveCheckpointAsync(long resourceId) => Database.InScopeAsync<ICheckpointStores>(async stores =>
    {
        using var store = stores.ForResource(resourceId);
        await store.SaveAsync([new FolderCheckpoint("INBOX", "INBOX", 1, 1, 2, 2, 0, UidMap.Parse(string.Empty), UidSet.Parse(string.Empty), new Dictionary<string, UidSet>())], CancellationToken.None);
    });

    private Task<int> FillAsync(Migration migration) => Database.InScopeAsync<IWorkQueue, int>(queue => queue.FillAsync(migration.Id, CancellationToken.None));

    private Task<T> AskAsync<T>(Func<IWorkRepository, Task<T>> question) => Database.InScopeAsync(question);

    private Task<List<RunKey>> KeysAsync() => Database.InScopeAsync<MigrationsDbContext, List<RunKey>>(context =>
        context.WorkItems.Select(item => new RunKey(item.ResourceId, item.Step)).ToListAsync());

    private Task ChangeAsync(Migration migration, Action<Migration> change) => Database.InScopeAsync<IServiceProvider>(async services =>
    {
        change((await services.GetRequiredService<IMigrationRepository>().FindAsync(migration.Code, CancellationToken.None))!);
        await services.GetRequiredService<IUnitOfWork>().SaveChangesAsync(CancellationToken.None);
    });
}
