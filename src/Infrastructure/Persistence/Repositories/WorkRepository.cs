using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.Persistence.Configurations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

/// <summary>Each question is asked in a scope of its own: a turn of the worker sends many commands in between.</summary>
internal sealed class WorkRepository(IServiceScopeFactory scopes, TimeProvider clock) : IWorkRepository
{
    public Task<ReadyMigrations> ListReadyAsync(int slotsPerCustomer, DateTimeOffset now, CancellationToken cancellationToken) => scopes.WithDatabaseAsync(async context =>
    {
        var ready = await Workable(context)
            .Where(migration => (migration.Status == MigrationStatus.ToSchedule || migration.Status == MigrationStatus.Scheduled) && migration.PausedAt == null)
            .Where(migration => migration.Status == MigrationStatus.ToSchedule
                || (migration.Step == MigrationStep.FirstExecution ? migration.FirstExecutionDate : migration.SecondExecutionDate) <= now)
            .OrderBy(migration => migration.CreatedAt).ThenBy(migration => migration.Id)
            .Select(migration => new { migration.Id, migration.Code, migration.CustomerId, migration.Status })
            .ToListAsync(cancellationToken);
        var due = ready.FindAll(migration => migration.Status == MigrationStatus.Scheduled).ConvertAll(migration => migration.Id);
        var waiting = ready.FindAll(migration => migration.Status == MigrationStatus.ToSchedule);
        if (waiting.Count == 0)
        {
            return new ReadyMigrations([], due);
        }

        var customers = waiting.Select(migration => migration.CustomerId).Distinct().ToList();
        var taken = await Workable(context)
            .Where(migration => customers.Contains(migration.CustomerId)
                && (migration.Status == MigrationStatus.Scheduled || migration.Status == MigrationStatus.Running))
            .GroupBy(migration => migration.CustomerId)
            .Select(same => new { CustomerId = same.Key, Count = same.Count() })
            .ToDictionaryAsync(same => same.CustomerId, same => same.Count, cancellationToken);
        return new ReadyMigrations(
            [.. waiting.GroupBy(migration => migration.CustomerId).SelectMany(own => own.Take(slotsPerCustomer - taken.GetValueOrDefault(own.Key)).Select(migration => migration.Code))],
            due);
    });

    public Task<IReadOnlyList<long>> ListStraysAsync(CancellationToken cancellationToken) => scopes.WithDatabaseAsync<IReadOnlyList<long>>(async context =>
    {
        var steps = Workable(context)
            .Where(migration => (migration.Status == MigrationStatus.Validating || migration.Status == MigrationStatus.Running) && migration.PausedAt == null)
            .Where(migration => !context.WorkItems.Any(item => item.MigrationId == migration.Id && (item.Worker != null || migration.CancelledAt == null)))
            .Select(migration => migration.Id);
        var underWay =
            from run in Orphans(context)
            join resource in context.MigrationResources on run.ResourceId equals resource.Id
            where resource.SealedPassword != null || resource.ConnectionId != null
            select resource.MigrationId;
        return [.. (await steps.Concat(WaitingOutside(context)).Concat(underWay).ToListAsync(cancellationToken)).Distinct().Order()];
    });

    public Task<IReadOnlyList<RunKey>> ListOrphansAsync(long migrationId, CancellationToken cancellationToken) => scopes.WithDatabaseAsync<IReadOnlyList<RunKey>>(
        async context => await (
            from run in Orphans(context)
            join resource in context.MigrationResources on run.ResourceId equals resource.Id
            where resource.MigrationId == migrationId && (resource.SealedPassword != null || resource.ConnectionId != null)
            select new RunKey(run.ResourceId, run.Step)).ToListAsync(cancellationToken));

    public Task<(long MigrationId, string Sealed)?> FindNewestPasswordAsync(long? before, CancellationToken cancellationToken) => scopes.WithDatabaseAsync(async context =>
        await FirstPasswordAsync(
            context.MigrationResources.Where(resource => before == null || resource.MigrationId < before).OrderByDescending(resource => resource.MigrationId), cancellationToken));

    public Task<(long MigrationId, string Sealed)?> FindOldestPasswordAsync(long? after, CancellationToken cancellationToken) => scopes.WithDatabaseAsync(async context =>
        await FirstPasswordAsync(
            context.MigrationResources.Where(resource => after == null || resource.MigrationId > after).OrderBy(resource => resource.MigrationId), cancellationToken));

    private static async Task<(long MigrationId, string Sealed)?> FirstPasswordAsync(IQueryable<MigrationResource> ordered, CancellationToken cancellationToken) =>
        await ordered
            .Where(resource => resource.SealedPassword != null)
            .Select(resource => new { resource.MigrationId, resource.SealedPassword })
            .FirstOrDefaultAsync(cancellationToken) is { } found ? (found.MigrationId, found.SealedPassword!) : null;

    public Task<IReadOnlyList<StoredPassword>> ListPasswordsAsync(long after, int most, CancellationToken cancellationToken) => scopes.WithDatabaseAsync<IReadOnlyList<StoredPassword>>(
        async context => await (
            from resource in context.MigrationResources
            where resource.Id > after && resource.SealedPassword != null
            join migration in context.Migrations on resource.MigrationId equals migration.Id
            orderby resource.Id
            select new StoredPassword(resource.Id, migration.Code, resource.SealedPassword!)).Take(most).ToListAsync(cancellationToken));

    public Task<IReadOnlyList<RunKey>> ListForgottenTestsAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken) => scopes.WithDatabaseAsync<IReadOnlyList<RunKey>>(
        async context => await (
            from run in context.Runs
            where run.IsWaiting && run.Step == MigrationStep.TestRun
            join resource in context.MigrationResources on run.ResourceId equals resource.Id
            join migration in EndedBefore(context, endedBefore) on resource.MigrationId equals migration.Id
            select new RunKey(run.ResourceId, run.Step)).ToListAsync(cancellationToken));

    public Task<int> ErasePasswordsAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken) => scopes.WithDatabaseAsync(async context =>
    {
        var withLogins = WithLogins(context);
        var ended = await EndedBefore(context, endedBefore)
            .Where(migration => withLogins.Contains(migration.Id))
            .Select(migration => migration.Id)
            .ToListAsync(cancellationToken);
        var erased = 0;
        foreach (var migrationId in ended)
        {
            erased += await ErasePasswordsAsync(context, migrationId, endedBefore, cancellationToken);
        }

        return erased;
    });

    // A retry that has been stored since keeps the passwords; one that has read them, and is stored later, finds another revision.
    private static async Task<int> ErasePasswordsAsync(MigrationsDbContext context, long migrationId, DateTimeOffset endedBefore, CancellationToken cancellationToken)
    {
        await using var together = await context.Database.BeginTransactionAsync(cancellationToken);
        var isStillOver = await EndedBefore(context, endedBefore).Where(migration => migration.Id == migrationId).ExecuteUpdateAsync(
            update => update.SetProperty(
                migration => EF.Property<long>(migration, MigrationConfiguration.Revision), migration => EF.Property<long>(migration, MigrationConfiguration.Revision) + 1),
            cancellationToken) > 0;
        var erased = isStillOver
            ? await context.MigrationResources
                .Where(resource => resource.MigrationId == migrationId && (resource.SealedPassword != null || resource.ConnectionId != null))
                .ExecuteUpdateAsync(
                    update => update.SetProperty(resource => resource.SealedPassword, (string?)null).SetProperty(resource => resource.ConnectionId, (string?)null),
                    cancellationToken)
            : 0;
        await together.CommitAsync(cancellationToken);
        return erased;
    }

    private static IQueryable<Migration> EndedBefore(MigrationsDbContext context, DateTimeOffset moment) => context.Migrations.Where(migration =>
        (migration.EndedAt ?? migration.UpdatedAt) < moment
        && (migration.Status == MigrationStatus.Failed
            || migration.Status == MigrationStatus.CompletedWithErrors
            || migration.Status == MigrationStatus.Completed));

    // Runs under way that nobody has claimed; a worker of the version before has its claim on the run itself.
    private IQueryable<Run> Orphans(MigrationsDbContext context)
    {
        var now = clock.GetUtcNow();
        return context.Runs
            .Where(run => run.Status == RunStatus.Running)
            .Where(run => EF.Property<DateTimeOffset?>(run, "LeaseUntil") == null || EF.Property<DateTimeOffset?>(run, "LeaseUntil") < now)
            .Where(run => !context.WorkItems.Any(item => item.ResourceId == run.ResourceId && item.Step == run.Step));
    }

    // Runs that wait, whatever else of their migration is in the queue: their process died before it put them there. Few wait at all.
    private static IQueryable<long> WaitingOutside(MigrationsDbContext context) =>
        from run in context.Runs
        where run.IsWaiting && !context.WorkItems.Any(item => item.ResourceId == run.ResourceId && item.Step == run.Step)
        join resource in context.MigrationResources on run.ResourceId equals resource.Id
        where resource.SealedPassword != null || resource.ConnectionId != null
        join migration in context.Migrations on resource.MigrationId equals migration.Id
        where migration.PausedAt == null && (migration.CancelledAt == null || migration.EndedAt != null)
        where run.Step == MigrationStep.TestRun || (migration.Status == MigrationStatus.Running && migration.Step == run.Step)
        select migration.Id;

    /// <summary>The migrations for which there may be something to do.</summary>
    private static IQueryable<Migration> Workable(MigrationsDbContext context)
    {
        var withLogins = WithLogins(context);
        return context.Migrations.AsNoTracking().Where(migration => withLogins.Contains(migration.Id));
    }

    // Few passwords and connections are kept, each found by an index of its own: asked for by one condition, PostgreSQL would look at every migration.
    private static IQueryable<long> WithLogins(MigrationsDbContext context) =>
        context.MigrationResources.Where(resource => resource.SealedPassword != null).Select(resource => resource.MigrationId)
            .Union(context.MigrationResources.Where(resource => resource.ConnectionId != null).Select(resource => resource.MigrationId));
}
