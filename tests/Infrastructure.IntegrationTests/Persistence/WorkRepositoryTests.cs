using Hosting.Migrations.Application;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Application.Workers.CrashRun;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Hosting.Migrations.Infrastructure.IntegrationTests.Databases.Samples;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

internal sealed class WorkRepositoryTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private static readonly RunLease Lease = new("worker-1", Noon.AddSeconds(30));

    [Test]
    public async Task ListSchedulableAsync_WhenACustomerHasTakenSlots_ShouldGiveTheRestToItsOldest()
    {
        var (one, other) = (await StoreOwnerAsync("C1"), await StoreOwnerAsync("C2"));
        var running = Scheduled(one, Noon.AddHours(-3));
        var oldest = Waiting(one, Noon.AddHours(-2));
        var newer = Waiting(one, Noon.AddHours(-1));
        var others = Waiting(other, Noon);
        var sample = AMigration(one, createdAt: Noon.AddHours(-9), sealedPassword: null).Validated();
        await Database.StoreAsync(running, newer, oldest, others, sample);

        var schedulable = await AskAsync(work => work.ListSchedulableAsync(2, CancellationToken.None));

        Assert.That(schedulable, Is.EquivalentTo(new[] { oldest.Code, others.Code }));
    }

    [Test]
    public async Task ListScheduledAsync_WhenExecutionsAreWaitedFor_ShouldTellTheDateOfTheNext()
    {
        var owner = await StoreOwnerAsync();
        var first = Scheduled(owner, Noon);
        await Database.StoreAsync(first, Waiting(owner, Noon));

        var scheduled = await AskAsync(work => work.ListScheduledAsync(CancellationToken.None));

        Assert.That(scheduled, Is.EqualTo(new Dictionary<long, DateTimeOffset> { [first.Id] = first.FirstExecutionDate!.Value }));
    }

    [Test]
    public async Task ListStartableAsync_WhenTheRunHasNotBeen_ShouldFollowTheDomain()
    {
        var owner = await StoreOwnerAsync();
        var migration = AMigration(owner);
        await Database.StoreAsync(migration);
        var active = new ActiveMigration(migration.Id, owner.Id, MigrationStep.TestRun);
        Assert.That(await AskAsync(work => work.ListActiveAsync(CancellationToken.None)), Is.EqualTo(new[] { active }));
        Assert.That((await StartableAsync()).Select(run => run.ResourceId), Is.EqualTo(new[] { migration.Resources[0].Id }));

        await ChangeAsync(migration.Code, read => read.StartRun(read.Resources[0], Noon, Lease));
        Assert.That(await StartableAsync(), Is.Empty);

        await ChangeAsync(migration.Code, read => read.CrashRun(read.Resources[0], maxAttempts: 2, Noon));
        Assert.That(await StartableAsync(), Has.Count.EqualTo(1));

        await ChangeAsync(migration.Code, read => read.Cancel(Noon));
        Assert.That(await AskAsync(work => work.ListActiveAsync(CancellationToken.None)), Is.Empty);

        Task<IReadOnlyList<StartableRun>> StartableAsync() => AskAsync(work => work.ListStartableAsync(active, CancellationToken.None));
    }

    [Test]
    public async Task RenewAsync_WhenTheRunIsTheWorkers_ShouldWriteDownWhatItTells()
    {
        var (migration, run) = await StoreRunningAsync();
        var report = new RunReport(Lease with { Until = Noon.AddMinutes(1) }, new RunProgress(1, 20, 3, 4, 5, 6_000_000_000, 1, 2), 777, "throttled");

        var claim = await AskAsync(work => work.RenewAsync(run, report, CancellationToken.None));

        var stored = (await ReadAsync(migration.Code)).Resources[0].FindRun(MigrationStep.TestRun)!;
        Assert.That(claim, Is.EqualTo(RunClaim.Held));
        Assert.That((stored.Progress, stored.BytesPerSecond, stored.WaitsFor, stored.LeaseUntil), Is.EqualTo((report.Progress, 777L, "throttled", (DateTimeOffset?)Noon.AddMinutes(1))));
    }

    [Test]
    public async Task RenewAsync_WhenTheMigrationIsCalledOff_ShouldSaySo()
    {
        var (migration, run) = await StoreRunningAsync();
        await ChangeAsync(migration.Code, read => read.Cancel(Noon));

        Assert.That(await AskAsync(work => work.RenewAsync(run, Report(Lease), CancellationToken.None)), Is.EqualTo(RunClaim.CalledOff));
    }

    [Test]
    public async Task RenewAsync_WhenAnotherWorkerHasTheRun_ShouldBeLostAndChangeNothing()
    {
        var (migration, run) = await StoreRunningAsync();

        var claim = await AskAsync(work => work.RenewAsync(run, Report(new("worker-2", Noon.AddDays(1))), CancellationToken.None));

        Assert.That(claim, Is.EqualTo(RunClaim.Lost));
        Assert.That((await ReadAsync(migration.Code)).Resources[0].Runs.Single().LeaseUntil, Is.EqualTo(Lease.Until));
    }

    [Test]
    public async Task CrashRun_WhenTheWorkerRenewsInTheMeantime_ShouldNotBeStored()
    {
        var (migration, run) = await StoreRunningAsync();

        var crash = Database.InScopeAsync<MigrationsDbContext>(async context =>
        {
            var read = await context.Migrations.Include(one => one.Resources).ThenInclude(resource => resource.Runs).SingleAsync(one => one.Code == migration.Code);
            await AskAsync(work => work.RenewAsync(run, Report(Lease with { Until = Noon.AddMinutes(5) }), CancellationToken.None));
            read.CrashRun(read.Resources[0], maxAttempts: 3, Noon);
            await context.SaveChangesAsync();
        });

        Assert.That(async () => await crash, Throws.InstanceOf<DbUpdateConcurrencyException>());
        Assert.That((await ReadAsync(migration.Code)).Resources[0].Status, Is.EqualTo(ResourceStatus.Running));
    }

    [Test]
    public async Task ListExpiredAsync_WhenAWorkerHasNotShownUp_ShouldTellItsRunUntilItIsTakenNoteOf()
    {
        var (migration, run) = await StoreRunningAsync();
        Assert.That(await AskAsync(work => work.ListExpiredAsync(Lease.Until, CancellationToken.None)), Is.Empty);
        Assert.That(await AskAsync(work => work.ListExpiredAsync(Lease.Until.AddSeconds(1), CancellationToken.None)), Is.EqualTo(new[] { run }));

        // By the clock, the lease of a year ago has expired.
        await Database.InScopeAsync<IMediator>(mediator => mediator.Send(new CrashRunCommand(run)));

        var stored = (await ReadAsync(migration.Code)).Resources[0];
        Assert.That((stored.Status, stored.Runs.Single().IsWaiting), Is.EqualTo((ResourceStatus.Crashed, true)));
        Assert.That(await AskAsync(work => work.ListExpiredAsync(DateTimeOffset.MaxValue, CancellationToken.None)), Is.Empty);
    }

    [Test]
    public async Task SaveChanges_WhenTwoRunsWriteIntoOneMailbox_ShouldLetTheSecondWaitUntilTheFirstEnds()
    {
        var owner = await StoreOwnerAsync();
        var (first, second) = (Executing(owner), Executing(owner));
        await Database.StoreAsync(first, second);
        var lease = Lease with { Mailbox = "key-of-a-mailbox" };
        await ChangeAsync(first.Code, read => read.StartRun(read.Resources[0], Noon, lease));
        Assert.That(await AskAsync(work => work.ListBusyMailboxesAsync(CancellationToken.None)), Is.EqualTo(new[] { "key-of-a-mailbox" }));

        Assert.That(() => StoreRunAsync(second), Throws.TypeOf<ConcurrentChangeException>());

        await ChangeAsync(first.Code, read => read.CrashRun(read.Resources[0], maxAttempts: 3, Noon));
        Assert.That(await AskAsync(work => work.ListBusyMailboxesAsync(CancellationToken.None)), Is.Empty);
        await StoreRunAsync(second);
        Assert.That((await ReadAsync(second.Code)).Resources[0].FindRun(MigrationStep.FirstExecution)!.WritesInto, Is.EqualTo("key-of-a-mailbox"));

        Task StoreRunAsync(Migration migration) => Database.InScopeAsync<IServiceProvider>(async services =>
        {
            var read = await services.GetRequiredService<IMigrationRepository>().FindAsync(migration.Code, CancellationToken.None);
            read!.StartRun(read.Resources[0], Noon, lease);
            await services.GetRequiredService<IUnitOfWork>().SaveChangesAsync(CancellationToken.None);
        });
    }

    [Test]
    public async Task ErasePasswordsAsync_WhenMigrationsEndedLongAgo_ShouldEraseTheirsOnly()
    {
        var owner = await StoreOwnerAsync();
        var ended = AMigration(owner);
        ended.Cancel(Noon);
        var under = AMigration(owner);
        await Database.StoreAsync(ended, under);
        Assert.That(await AskAsync(work => work.ErasePasswordsAsync(Noon, CancellationToken.None)), Is.Zero);

        Assert.That(await AskAsync(work => work.ErasePasswordsAsync(Noon.AddSeconds(1), CancellationToken.None)), Is.EqualTo(1));

        Assert.That((await ReadAsync(ended.Code)).Resources[0].SealedPassword, Is.Null);
        Assert.That((await ReadAsync(under.Code)).Resources[0].SealedPassword, Is.EqualTo("sealed"));
    }

    private static RunReport Report(RunLease lease) => new(lease, RunProgress.None, 0, null);

    private static Migration Waiting(Customer owner, DateTimeOffset createdAt) => AMigration(owner, createdAt: createdAt).Validated();

    private static Migration Executing(Customer owner)
    {
        var migration = Scheduled(owner, Noon);
        migration.StartExecution(migration.FirstExecutionDate!.Value);
        return migration;
    }

    private static Migration Scheduled(Customer owner, DateTimeOffset createdAt)
    {
        var migration = Waiting(owner, createdAt);
        migration.Schedule(createdAt);
        return migration;
    }

    private async Task<Customer> StoreOwnerAsync(string code = "C1")
    {
        var owner = ACustomer(code);
        await Database.StoreAsync(owner);
        return owner;
    }

    private async Task<(Migration Migration, RunKey Run)> StoreRunningAsync()
    {
        var owner = await StoreOwnerAsync();
        var migration = AMigration(owner);
        migration.StartRun(migration.Resources[0], Noon, Lease);
        await Database.StoreAsync(migration);
        return (migration, new RunKey(migration.Resources[0].Id, MigrationStep.TestRun));
    }

    private Task<T> AskAsync<T>(Func<IWorkRepository, Task<T>> question) => Database.InScopeAsync(question);

    private Task ChangeAsync(string code, Action<Migration> change) => Database.InScopeAsync<MigrationsDbContext>(async context =>
    {
        change(await context.Migrations.Include(one => one.Resources).ThenInclude(resource => resource.Runs).SingleAsync(one => one.Code == code));
        await context.SaveChangesAsync();
    });

    private Task<Migration> ReadAsync(string code) => Database.InScopeAsync<MigrationsDbContext, Migration>(context => context.Migrations.AsNoTracking()
        .Include(one => one.Resources).ThenInclude(resource => resource.Runs).SingleAsync(one => one.Code == code));
}
