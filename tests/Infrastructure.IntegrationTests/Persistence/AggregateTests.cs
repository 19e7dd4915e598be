using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Selection;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using static Hosting.Migrations.Infrastructure.IntegrationTests.Databases.Samples;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

public sealed class AggregateTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private static readonly RunProgress Progress = new(12, 5000, 4990, 7, 3, 123_456_789_012);

    [Test]
    public async Task Migration_WhenStoredAndRead_ShouldGoOnLivingWhereItStood()
    {
        var owner = ACustomer();
        await Database.StoreAsync(owner);
        var migration = AMigration(owner).Validated();
        migration.ForceExecution(Execution.First, Noon);
        migration.StartExecution(Noon);
        migration.StartRun(migration.Resources[0], Noon);
        await Database.StoreAsync(migration);

        await Database.InScopeAsync<MigrationsDbContext>(async context =>
        {
            var read = await ReadAsync(context);
            read.CrashRun(read.Resources[0], maxAttempts: 3, Noon.AddMinutes(1));
            read.StartRun(read.Resources[0], Noon.AddMinutes(2));
            read.FinishRun(read.Resources[0], Progress, new RunError(CopyFault.Quota, "the destination mailbox is full"), Noon.AddMinutes(3));
            read.FinishExecution(Noon.AddMinutes(3));
            await context.SaveChangesAsync();
        });

        await Database.InScopeAsync<MigrationsDbContext>(async context =>
        {
            var read = await ReadAsync(context);
            var run = read.Resources[0].FindRun(MigrationStep.FirstExecution)!;
            Assert.Multiple(() =>
            {
                Assert.That(read.State, Is.EqualTo(new MigrationState(MigrationStatus.Failed, MigrationStep.FirstExecution)));
                Assert.That(read.ResourcesHasErrors, Is.True);
                Assert.That(read.Resources[0].Status, Is.EqualTo(ResourceStatus.Error));
                Assert.That(read.Resources[0].MasterUser, Is.EqualTo("master"));
                Assert.That(run.Progress, Is.EqualTo(Progress));
                Assert.That(run.Attempts, Is.EqualTo(2));
                Assert.That((run.Fault, run.Error), Is.EqualTo((CopyFault.Quota, "the destination mailbox is full")));
                Assert.That((run.Crashes, run.IsWaiting), Is.EqualTo((1, false)));
                Assert.That(run.FinishedAt, Is.EqualTo(Noon.AddMinutes(3)));
            });
        });
    }

    [Test]
    public async Task Migration_WhenItComesToAnotherState_ShouldTellEachOnce()
    {
        var owner = ACustomer();
        await Database.StoreAsync(owner);
        var migration = AMigration(owner);
        await Database.StoreAsync(migration);

        await ChangeAsync(it => it.Validated());
        await ChangeAsync(it => it.Schedule(Noon.AddMinutes(2)));
        await ChangeAsync(it => it.Pause(Noon.AddMinutes(3)));
        await ChangeAsync(it => it.Reschedule(new ExecutionDates(Noon.AddDays(20), null), Noon.AddMinutes(4)));
        await ChangeAsync(it => it.Resume(Noon.AddMinutes(5)));
        await ChangeAsync(it => it.Cancel(Noon.AddMinutes(6)));

        var events = await Database.InScopeAsync<MigrationsDbContext, List<MigrationEvent>>(context => context.MigrationEvents.OrderBy(happened => happened.Id).ToListAsync());
        Assert.That(
            events.Select(happened => (happened.MigrationId, happened.Status, happened.Step, happened.IsCancelled, happened.IsPaused)),
            Is.EqualTo(new (long, MigrationStatus, MigrationStep?, bool, bool)[]
            {
                (migration.Id, MigrationStatus.Validating, MigrationStep.TestRun, false, false),
                (migration.Id, MigrationStatus.ToSchedule, null, false, false),
                (migration.Id, MigrationStatus.Scheduled, MigrationStep.FirstExecution, false, false),
                (migration.Id, MigrationStatus.Scheduled, MigrationStep.FirstExecution, false, true),
                (migration.Id, MigrationStatus.Scheduled, MigrationStep.FirstExecution, false, false),
                (migration.Id, MigrationStatus.Failed, MigrationStep.FirstExecution, true, false),
            }));
        Assert.That(events[^1].OccurredAt, Is.EqualTo(Noon.AddMinutes(6)));
        Assert.That((await Database.InScopeAsync<MigrationsDbContext, Migration>(ReadAsync)).CancelledAt, Is.EqualTo(Noon.AddMinutes(6)));
        Assert.That(await Database.RevisionOfAsync(migration.Code), Is.EqualTo(7), "Each change counts.");
    }

    [Test]
    public async Task Migration_WhenMailIsChosen_ShouldKeepTheChoiceAndTellRunsOfIt()
    {
        var owner = ACustomer();
        await Database.StoreAsync(owner);
        var migration = AMigration(owner);
        await Database.StoreAsync(migration);
        var folders = new FolderSelection
        {
            Include = [FolderPattern.Parse("Entw\u00fcrfe/**"), FolderPattern.Parse(@"a\*")],
            Exclude = [FolderPattern.Parse(@"\Trash")],
            Map = [FolderMapping.Of("\u65e5\u672c\u8a9e", "x/y")],
        };
        var selection = new MailSelection(folders, Noon.AddDays(400), MailSelection.MaxSizeLimit);

        var all = await FindSubjectAsync(migration);
        await ChangeAsync(it => it.SelectMail(selection, Noon.AddMinutes(1)));
        var chosen = await FindSubjectAsync(migration);
        await ChangeAsync(it => it.SelectMail(MailSelection.All, Noon.AddMinutes(2)));

        Assert.That((all.Selection, chosen.Selection), Is.EqualTo((MailSelection.All, selection)));
        Assert.That((await Database.InScopeAsync<MigrationsDbContext, Migration>(ReadAsync)).Selection, Is.EqualTo(MailSelection.All));
    }

    private Task<RunSubject> FindSubjectAsync(Migration migration) => Database.InScopeAsync<IRunRepository, RunSubject>(async runs =>
        (await runs.FindAsync(new RunKey(migration.Resources[0].Id, MigrationStep.TestRun), CancellationToken.None))!);

    [Test]
    public async Task Migration_WhenDeleted_ShouldTakeItsResourcesAndRunsAlong()
    {
        var owner = ACustomer();
        await Database.StoreAsync(owner);
        await Database.StoreAsync(AMigration(owner).Validated());

        await Database.InScopeAsync<MigrationsDbContext>(context => context.Migrations.ExecuteDeleteAsync());

        await Database.InScopeAsync<MigrationsDbContext>(async context =>
        {
            Assert.That(await context.Set<MigrationResource>().CountAsync(), Is.Zero);
            Assert.That(await context.Set<Run>().CountAsync(), Is.Zero);
        });
    }

    [Test]
    public async Task Migration_WhenItsCodeIsTaken_ShouldBeRefused()
    {
        var owner = ACustomer();
        await Database.StoreAsync(owner);
        await Database.StoreAsync(AMigration(owner, "MG00000001"));

        Assert.That(() => Database.StoreAsync(AMigration(owner, "MG00000001")), Throws.InstanceOf<DbUpdateException>());
    }

    private Task ChangeAsync(Action<Migration> change) => Database.InScopeAsync<MigrationsDbContext>(async context =>
    {
        change(await ReadAsync(context));
        await context.SaveChangesAsync();
    });

    private static Task<Migration> ReadAsync(MigrationsDbContext context) =>
        context.Migrations.Include(migration => migration.Resources).ThenInclude(resource => resource.Runs).SingleAsync();
}
