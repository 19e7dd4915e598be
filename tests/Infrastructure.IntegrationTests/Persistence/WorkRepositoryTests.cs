using Hosting.Migrations.Application;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Migrations.Cancel;
using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Application.Workers.CrashRun;
using Hosting.Migrations.Application.Workers.TidyUp;
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
    [Test]
    public async Task ListReadyAsync_WhenACustomerHasTakenSlots_ShouldGiveTheRestToItsOldest()
    {
        var (one, other) = (await StoreOwnerAsync("C1"), await StoreOwnerAsync("C2"));
        var running = Scheduled(one, Noon.AddHours(-3));
        var oldest = Waiting(one, Noon.AddHours(-2));
        var newer = Waiting(one, Noon.AddHours(-1));
        var others = Waiting(other, Noon);
        var sample = AMigration(one, createdAt: Noon.AddHours(-9), sealedPassword: null).Validated();
        await Database.StoreAsync(running, newer, oldest, others, sample);

        var ready = await AskAsync(work => work.ListReadyAsync(2, Noon.AddDays(-9), CancellationToken.None));

        Assert.That(ready.Schedulable, Is.EquivalentTo(new[] { oldest.Code, others.Code }));
    }

    [Test]
    public async Task ListReadyAsync_WhenExecutionsAreWaitedFor_ShouldFindThoseWhoseTimeHasCome()
    {
        var owner = await StoreOwnerAsync();
        var first = Scheduled(owner, Noon);
        await Database.StoreAsync(first, Waiting(owner, Noon));
        var due = first.FirstExecutionDate!.Value;

        Assert.That((await AskAsync(work => work.ListReadyAsync(9, due.AddSeconds(-1), CancellationToken.None))).Due, Is.Empty);
        Assert.That((await AskAsync(work => work.ListReadyAsync(9, due, CancellationToken.None))).Due, Is.EqualTo(new[] { first.Id }));
    }

    [Test]
    public async Task ListStraysAsync_WhenAStepHasNoRunInTheQueue_ShouldFindItUntilItHas()
    {
        var owner = await StoreOwnerAsync();
        var migration = AMigration(owner);
        await Database.StoreAsync(migration, AMigration(owner, sealedPassword: null), Waiting(owner, Noon));

        Assert.That(await AskAsync(work => work.ListStraysAsync(CancellationToken.None)), Is.EqualTo(new[] { migration.Id }));

        await Database.InScopeAsync<IWorkQueue>(queue => queue.FillAsync(migration.Id, CancellationToken.None));
        Assert.That(await AskAsync(work => work.ListStraysAsync(CancellationToken.None)), Is.Empty);
    }

    [Test]
    public async Task ListStraysAsync_WhenARunWaitsThatIsNotInTheQueue_ShouldFindItThoughOthersAre()
    {
        var migration = Running(await StoreOwnerAsync(), mailboxes: 2);
        migration.StartRun(migration.Resources[0], Noon);
        migration.Resources[0].HandBackRun(MigrationStep.FirstExecution, RunProgress.None, Noon, null);
        await Database.StoreAsync(migration);
        await Database.InScopeAsync<IWorkQueue>(queue => queue.FillAsync(migration.Id, CancellationToken.None));
        Assert.That(await AskAsync(work => work.ListStraysAsync(CancellationToken.None)), Is.Empty);

        await Database.InScopeAsync<MigrationsDbContext>(context => context.WorkItems.Where(item => item.ResourceId == migration.Resources[0].Id).ExecuteDeleteAsync());

        Assert.That(await AskAsync(work => work.ListStraysAsync(CancellationToken.None)), Is.EqualTo(new[] { migration.Id }));
    }

    [Test]
    public async Task ListStraysAsync_WhenARunIsUnderWayWithoutAClaim_ShouldFindItThoughOthersAreInTheQueue()
    {
        var migration = Running(await StoreOwnerAsync(), mailboxes: 2);
        migration.StartRun(migration.Resources[0], Noon);
        await Database.StoreAsync(migration);
        await Database.InScopeAsync<IWorkQueue>(queue => queue.FillAsync(migration.Id, CancellationToken.None));

        Assert.That(await AskAsync(work => work.ListStraysAsync(CancellationToken.None)), Is.EqualTo(new[] { migration.Id }));

        await Database.InScopeAsync<IMediator>(mediator => mediator.Send(new TidyUpCommand()));
        var run = (await ReadAsync(migration.Code)).Resources[0].FindRun(MigrationStep.FirstExecution)!;
        Assert.That((run.Status, run.IsWaiting, run.Crashes), Is.EqualTo((RunStatus.Crashed, true, 1)));
        Assert.That(await Database.InScopeAsync<MigrationsDbContext, int>(context => context.WorkItems.CountAsync()), Is.EqualTo(2));
    }

    [Test]
    public async Task ListStraysAsync_WhenAProcessDiedAfterRowsWereAdded_ShouldFindThemThoughOthersAreInTheQueue()
    {
        var owner = await StoreOwnerAsync();
        var migration = AMigration(owner);
        await Database.StoreAsync(migration);
        await Database.InScopeAsync<IWorkQueue>(queue => queue.FillAsync(migration.Id, CancellationToken.None));

        await Database.InScopeAsync<MigrationsDbContext>(async context =>
        {
            var one = await context.Migrations.Include(found => found.Resources).ThenInclude(resource => resource.Runs).SingleAsync();
            one.AddResources(owner, [new Mailbox($"new@{owner.Domains.First().Name}", "imap.old.example", "new", null, "sealed")], Noon);
            await context.SaveChangesAsync();
        });
        Assert.That(await AskAsync(work => work.ListStraysAsync(CancellationToken.None)), Is.EqualTo(new[] { migration.Id }));

        await Database.InScopeAsync<IMediator>(mediator => mediator.Send(new TidyUpCommand()));
        Assert.That(await Database.InScopeAsync<MigrationsDbContext, int>(context => context.WorkItems.CountAsync()), Is.EqualTo(2));
    }

    // Its worker was frozen, and has begun to put the run in order only after another one had done so and begun it again.
    [TestCase("another worker", 60, RunStatus.Running)]
    [TestCase(null, -60, RunStatus.Running)]
    [TestCase(null, 60, RunStatus.Crashed)]
    public async Task CrashRun_WhenItsClaimIsNoLongerThisWorkers_ShouldLeaveTheRunAlone(string? worker, int leaseInSeconds, RunStatus expected)
    {
        var migration = Running(await StoreOwnerAsync());
        migration.StartRun(migration.Resources[0], Noon);
        await Database.StoreAsync(migration);
        var run = new RunKey(migration.Resources[0].Id, MigrationStep.FirstExecution);
        await Database.InScopeAsync<IServiceProvider>(async services =>
        {
            var name = worker ?? services.GetRequiredService<WorkerIdentity>().Repair;
            await services.GetRequiredService<IWorkQueue>().TryClaimLostAsync(run, name, TimeSpan.FromSeconds(leaseInSeconds), CancellationToken.None);
        });

        await Database.InScopeAsync<IMediator>(mediator => mediator.Send(new CrashRunCommand(run, migration.Id)));

        Assert.That((await ReadAsync(migration.Code)).Resources[0].FindRun(MigrationStep.FirstExecution)!.Status, Is.EqualTo(expected));
    }

    [Test]
    public async Task TryClaimLostAsync_WhenTheRunIsInTheQueue_ShouldLeaveItThere()
    {
        var migration = Running(await StoreOwnerAsync());
        await Database.StoreAsync(migration);
        var run = new RunKey(migration.Resources[0].Id, MigrationStep.FirstExecution);
        await Database.InScopeAsync<IWorkQueue>(queue => queue.FillAsync(migration.Id, CancellationToken.None));

        Assert.That(await Database.InScopeAsync<IWorkQueue, bool>(queue => queue.TryClaimLostAsync(run, "me", TimeSpan.FromMinutes(1), CancellationToken.None)), Is.False);
        Assert.That(
            await Database.InScopeAsync<IWorkQueue, bool>(queue => queue.TryClaimLostAsync(run with { ResourceId = long.MaxValue }, "me", TimeSpan.FromMinutes(1), CancellationToken.None)),
            Is.False);
    }

    [Test]
    public async Task FindPassword_WhenAskedAgain_ShouldGoToTheNextMigration()
    {
        var owner = await StoreOwnerAsync();
        var (older, newer) = (AMigration(owner, mailboxes: 2, sealedPassword: "older"), AMigration(owner, mailboxes: 2, sealedPassword: "newer"));
        await Database.StoreAsync(older);
        await Database.StoreAsync(newer, AMigration(owner, sealedPassword: null));

        var newest = new[] { (long?)null, newer.Id, older.Id }.Select(before => AskAsync(work => work.FindNewestPasswordAsync(before, CancellationToken.None)).Result);
        var oldest = new[] { (long?)null, older.Id, newer.Id }.Select(after => AskAsync(work => work.FindOldestPasswordAsync(after, CancellationToken.None)).Result);

        Assert.That(newest, Is.EqualTo(new (long, string)?[] { (newer.Id, "newer"), (older.Id, "older"), null }));
        Assert.That(oldest, Is.EqualTo(new (long, string)?[] { (older.Id, "older"), (newer.Id, "newer"), null }));
    }

    [Test]
    public async Task ErasePasswordsAsync_WhenSomeAreNamed_ShouldLeaveTheOthers()
    {
        var (one, other) = (AMigration(await StoreOwnerAsync(), mailboxes: 2, sealedPassword: "one"), AMigration(await StoreOwnerAsync("C2"), sealedPassword: "other"));
        await Database.StoreAsync(one, other);

        await Database.InScopeAsync<IResourceRepository>(resources => resources.ErasePasswordsAsync([one.Resources[0].Id], CancellationToken.None));

        Assert.That(
            await AskAsync(work => work.ListPasswordsAsync(0, 10, CancellationToken.None)),
            Is.EqualTo(new[] { new StoredPassword(one.Resources[1].Id, one.Code, "one"), new StoredPassword(other.Resources[0].Id, other.Code, "other") }));
        Assert.That(await AskAsync(work => work.ListPasswordsAsync(one.Resources[1].Id, 10, CancellationToken.None)), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task ListReadyAsync_WhenAMigrationCantBeRead_ShouldListAllOthers()
    {
        var owner = await StoreOwnerAsync();
        var (damaged, waiting) = (Scheduled(owner, Noon), Waiting(owner, Noon));
        await Database.StoreAsync(damaged, waiting);
        await Database.InScopeAsync<MigrationsDbContext>(context => context.Database.ExecuteSqlAsync($"UPDATE migrations SET step = 'strange' WHERE id = {damaged.Id}"));

        var ready = await AskAsync(work => work.ListReadyAsync(5, Noon.AddDays(1), CancellationToken.None));

        Assert.That(ready.Schedulable, Is.EqualTo(new[] { waiting.Code }));
    }

    [Test]
    public async Task ErasePasswordsAsync_WhenARetryHasReadThemAndIsStoredLater_ShouldHaveItFindOut()
    {
        var migration = Waiting(await StoreOwnerAsync(), Noon);
        migration.Cancel(Noon);
        await Database.StoreAsync(migration);

        await Database.InScopeAsync<IServiceProvider>(async services =>
        {
            var retried = await services.GetRequiredService<IMigrationRepository>().FindAsync(migration.Code, CancellationToken.None);
            Assert.That(await AskAsync(work => work.ErasePasswordsAsync(Noon.AddSeconds(1), CancellationToken.None)), Is.EqualTo(migration.ResourceCount));
            retried!.Retry(Noon);

            Assert.That(() => services.GetRequiredService<IUnitOfWork>().SaveChangesAsync(CancellationToken.None), Throws.TypeOf<ConcurrentChangeException>());
        });

        Assert.That((await ReadAsync(migration.Code)).CanRetry, Is.False);
    }

    [Test]
    public async Task HoldMigrationAsync_WhenItHasBeenCancelledSince_ShouldThrow()
    {
        var migration = Running(await StoreOwnerAsync());
        await Database.StoreAsync(migration);

        await Database.InScopeAsync<IRunRepository>(async runs =>
        {
            var subject = await runs.FindAsync(new RunKey(migration.Resources[0].Id, MigrationStep.FirstExecution), CancellationToken.None);
            await CancelAsync(migration);

            Assert.That(() => runs.HoldMigrationAsync(subject!, CancellationToken.None), Throws.TypeOf<ConcurrentChangeException>());
        });
    }

    [Test]
    public async Task Cancel_WhenARunIsAboutToBegin_ShouldWaitAndLeaveTheEndToIt()
    {
        var migration = Running(await StoreOwnerAsync());
        await Database.StoreAsync(migration);
        var cancelling = Task.CompletedTask;

        await Database.InScopeAsync<IServiceProvider>(async services =>
        {
            var runs = services.GetRequiredService<IRunRepository>();
            var subject = await runs.FindAsync(new RunKey(migration.Resources[0].Id, MigrationStep.FirstExecution), CancellationToken.None);
            subject!.Resource.StartRun(MigrationStep.FirstExecution, Noon);
            await runs.HoldMigrationAsync(subject, CancellationToken.None);
            cancelling = Task.Run(() => CancelAsync(migration));
            await services.GetRequiredService<IUnitOfWork>().SaveChangesAsync(CancellationToken.None);
        });
        await cancelling;

        var after = await ReadAsync(migration.Code);
        Assert.That((after.Status, after.IsCancelled, after.Resources[0].IsRunning), Is.EqualTo((MigrationStatus.Running, true, true)));
    }

    // A worker of the version before would take up again what it finds there.
    [Test]
    public async Task SaveChangesAsync_WhenARunChanges_ShouldForgetTheClaimOfTheVersionBefore()
    {
        var migration = Running(await StoreOwnerAsync());
        migration.StartRun(migration.Resources[0], Noon);
        await Database.StoreAsync(migration);
        await Database.InScopeAsync<MigrationsDbContext>(context => context.Runs.Where(run => run.Status == RunStatus.Running).ExecuteUpdateAsync(update => update
            .SetProperty(run => EF.Property<string?>(run, "Worker"), "old")
            .SetProperty(run => EF.Property<string?>(run, "WritesInto"), "mailbox")
            .SetProperty(run => EF.Property<DateTimeOffset?>(run, "LeaseUntil"), Noon)));

        await Database.InScopeAsync<IServiceProvider>(async services =>
        {
            var subject = await services.GetRequiredService<IRunRepository>().FindAsync(new RunKey(migration.Resources[0].Id, MigrationStep.FirstExecution), CancellationToken.None);
            subject!.Resource.FinishRun(MigrationStep.FirstExecution, RunProgress.None, null, Noon);
            await services.GetRequiredService<IUnitOfWork>().SaveChangesAsync(CancellationToken.None);
        });

        Assert.That(
            await Database.InScopeAsync<MigrationsDbContext, int>(context => context.Runs.CountAsync(run =>
                EF.Property<string?>(run, "Worker") != null || EF.Property<string?>(run, "WritesInto") != null || EF.Property<DateTimeOffset?>(run, "LeaseUntil") != null)),
            Is.Zero);
    }

    [TestCase(MigrationStatus.ToSchedule)]
    [TestCase(MigrationStatus.Failed)]
    public async Task TidyUp_WhenAProcessDiedAfterARepair_ShouldPutTheTestIntoTheQueue(MigrationStatus status)
    {
        var migration = Waiting(await StoreOwnerAsync(), DateTimeOffset.UtcNow);
        if (status == MigrationStatus.Failed)
        {
            migration.Cancel(DateTimeOffset.UtcNow);
        }

        migration.Repair(migration.Resources[0], migration.Resources[0].ToLogin(), DateTimeOffset.UtcNow);
        await Database.StoreAsync(migration);
        Assert.That((migration.Status, await AskAsync(work => work.ListStraysAsync(CancellationToken.None))), Is.EqualTo((status, new[] { migration.Id })));

        await Database.InScopeAsync<IMediator>(mediator => mediator.Send(new TidyUpCommand()));

        Assert.That(await AskAsync(work => work.ListStraysAsync(CancellationToken.None)), Is.Empty);
        var item = await Database.InScopeAsync<MigrationsDbContext, Infrastructure.Persistence.Work.WorkItem>(context => context.WorkItems.SingleAsync());
        Assert.That((item.ResourceId, item.Step), Is.EqualTo((migration.Resources[0].Id, MigrationStep.TestRun)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task TidyUp_WhenARepairsTestStillWaitsAtTheEndOfItsTime_ShouldGiveAVerdict(bool wasTried)
    {
        var ended = DateTimeOffset.UtcNow - new WorkerOptions().RetryWithin;
        var migration = Waiting(await StoreOwnerAsync(), ended.AddHours(-2));
        migration.Cancel(ended.AddHours(-1));
        var resource = migration.Resources[0];
        migration.Repair(resource, resource.ToLogin(), ended.AddMinutes(-1));
        if (wasTried)
        {
            resource.StartRun(MigrationStep.TestRun, ended);
            resource.HandBackRun(MigrationStep.TestRun, RunProgress.None, ended, new RunError(CopyFault.Connect, "no answer"));
        }

        await Database.StoreAsync(migration);

        await Database.InScopeAsync<IMediator>(mediator => mediator.Send(new TidyUpCommand()));

        var stored = await ReadAsync(migration.Code);
        var (mailbox, run) = (stored.Resources[0], stored.Resources[0].FindRun(MigrationStep.TestRun)!);
        Assert.That((mailbox.Status, run.IsWaiting, run.WaitsFor, mailbox.SealedPassword), Is.EqualTo((ResourceStatus.Error, false, (string?)null, (string?)null)));
        Assert.That(run.Fault, Is.EqualTo(wasTried ? CopyFault.Connect : CopyFault.Cancelled));
        Assert.That((stored.ResourcesHasErrors, await AskAsync(work => work.ListStraysAsync(CancellationToken.None))), Is.EqualTo((true, Array.Empty<long>())));
        Assert.That(await Database.InScopeAsync<MigrationsDbContext, bool>(context => context.WorkItems.AnyAsync()), Is.False);
    }

    [Test]
    public async Task ListStraysAsync_WhenTheRepairedMigrationIsPaused_ShouldFindNothing()
    {
        var migration = Waiting(await StoreOwnerAsync(), Noon);
        migration.Pause(Noon);
        migration.Repair(migration.Resources[0], migration.Resources[0].ToLogin(), Noon);
        await Database.StoreAsync(migration);

        Assert.That(await AskAsync(work => work.ListStraysAsync(CancellationToken.None)), Is.Empty);
    }

    [Test]
    public async Task ListOrphansAsync_WhenARunIsUnderWayWithoutAClaim_ShouldFindIt()
    {
        var owner = await StoreOwnerAsync();
        var migration = AMigration(owner);
        migration.StartRun(migration.Resources[0], Noon);
        await Database.StoreAsync(migration);

        var orphans = await AskAsync(work => work.ListOrphansAsync(migration.Id, CancellationToken.None));

        Assert.That(orphans, Is.EqualTo(new[] { new RunKey(migration.Resources[0].Id, MigrationStep.TestRun) }));
    }

    [Test]
    public async Task TidyUp_WhenAWorkerOfBeforeHasLeftARun_ShouldHaveItTakenUpAgain()
    {
        var owner = await StoreOwnerAsync();
        var migration = AMigration(owner);
        migration.StartRun(migration.Resources[0], Noon);
        await Database.StoreAsync(migration);

        await Database.InScopeAsync<IMediator>(mediator => mediator.Send(new TidyUpCommand()));

        var stored = (await ReadAsync(migration.Code)).Resources[0];
        Assert.That((stored.Status, stored.Runs.Single().IsWaiting), Is.EqualTo((ResourceStatus.Crashed, true)));
        Assert.That(await AskAsync(work => work.ListStraysAsync(CancellationToken.None)), Is.Empty);
    }

    [Test]
    public async Task TidyUp_WhenTheLastRunEndedUnnoticed_ShouldEndTheStep()
    {
        var owner = await StoreOwnerAsync();
        var migration = AMigration(owner);
        migration.StartRun(migration.Resources[0], Noon);
        migration.FinishRun(migration.Resources[0], RunProgress.None, null, Noon);
        await Database.StoreAsync(migration);

        await Database.InScopeAsync<IMediator>(mediator => mediator.Send(new TidyUpCommand()));

        Assert.That((await ReadAsync(migration.Code)).Status, Is.EqualTo(MigrationStatus.ToSchedule));
    }

    // What revalidates an answer goes by the revision.
    [Test]
    public async Task FollowErrorsAsync_WhenAMailboxFails_ShouldCountAsAChangeOfTheMigration()
    {
        var owner = await StoreOwnerAsync();
        var migration = AMigration(owner, mailboxes: 2);
        migration.StartRun(migration.Resources[0], Noon);
        await Database.StoreAsync(migration);
        var before = await Database.RevisionOfAsync(migration.Code);
        await Database.InScopeAsync<MigrationsDbContext>(context => context.MigrationResources
            .Where(resource => resource.Id == migration.Resources[0].Id)
            .ExecuteUpdateAsync(update => update.SetProperty(resource => resource.Status, ResourceStatus.Error)));

        for (var time = 0; time < 2; time++)
        {
            await Database.InScopeAsync<IRunRepository>(runs => runs.FollowErrorsAsync(migration.Id, CancellationToken.None));
        }

        var after = await ReadAsync(migration.Code);
        Assert.That((after.ResourcesHasErrors, await Database.RevisionOfAsync(migration.Code)), Is.EqualTo((true, before + 1)));
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

    private Task<SingleMigrationDto> CancelAsync(Migration migration) =>
        Database.InScopeAsync<IMediator, SingleMigrationDto>(mediator => mediator.Send(new CancelMigrationCommand(Caller.Admin, migration.Code)));

    private static Migration Running(Customer owner, int mailboxes = 1)
    {
        var migration = AMigration(owner, mailboxes: mailboxes).Validated();
        migration.Schedule(Noon);
        migration.ForceExecution(Execution.First, Noon);
        migration.StartExecution(Noon);
        return migration;
    }

    private static Migration Waiting(Customer owner, DateTimeOffset createdAt) => AMigration(owner, createdAt: createdAt).Validated();

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

    private Task<T> AskAsync<T>(Func<IWorkRepository, Task<T>> question) => Database.InScopeAsync(question);

    private Task<Migration> ReadAsync(string code) => Database.InScopeAsync<MigrationsDbContext, Migration>(context => context.Migrations.AsNoTracking()
        .Include(one => one.Resources).ThenInclude(resource => resource.Runs).SingleAsync(one => one.Code == code));
}
