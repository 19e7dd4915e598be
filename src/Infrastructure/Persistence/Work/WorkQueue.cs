using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Infrastructure.Persistence.Work;

/// <summary>The queue in the database. Each call has a scope of its own: workers call in the middle of a copy that takes hours.</summary>
internal sealed class WorkQueue(IServiceScopeFactory scopes, WorkQueries queries, WorkStatements statements, WorkBell bell, IOptions<DestinationOptions> destination, TimeProvider clock)
    : IWorkQueue
{
    public async Task<int> FillAsync(long migrationId, CancellationToken cancellationToken)
    {
        var added = await scopes.WithDatabaseAsync(context => FillAsync(context, migrationId, cancellationToken));
        if (added > 0)
        {
            bell.Ring();
        }

        return added;
    }

    // Where nothing waits, nobody takes the lock.
    public Task<IReadOnlyList<RunKey>> ClaimAsync(WorkDemand demand, CancellationToken cancellationToken) => scopes.WithDatabaseAsync(async context =>
        await queries.HasTurns(context, cancellationToken) ? await statements.ClaimAsync(context, demand, cancellationToken) : []);

    public Task<bool> TryClaimLostAsync(RunKey run, string worker, TimeSpan lease, CancellationToken cancellationToken) => scopes.WithDatabaseAsync(async context =>
    {
        var found = await (
            from resource in context.MigrationResources
            where resource.Id == run.ResourceId
            join migration in context.Migrations on resource.MigrationId equals migration.Id
            select new { resource.MigrationId, migration.CustomerId, resource.RemoteServer, resource.LocalEmail }).FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return false;
        }

        // Until the database's own clock is asked.
        var now = clock.GetUtcNow();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.WorkItems.Add(new WorkItem
        {
            ResourceId = run.ResourceId,
            Step = run.Step,
            MigrationId = found.MigrationId,
            CustomerId = found.CustomerId,
            IsTest = run.Step == MigrationStep.TestRun,
            SourceHost = HostOf(found.RemoteServer),
            Target = TargetOf(run.Step, found.LocalEmail),
            ReadyAt = now,
            Worker = worker,
            LeaseUntil = now + lease,
        });
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            await statements.LeaseAsync(context, run, worker, lease, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException fault) when (fault.IsTakenKey() || fault.IsMissingReference())
        {
            return false;
        }
    });

    public Task<IReadOnlyDictionary<RunKey, RunClaim>> RenewAsync(
        string worker, TimeSpan lease, IReadOnlyCollection<RunReport> reports, CancellationToken cancellationToken) =>
        scopes.WithDatabaseAsync(context => statements.RenewAsync(context, worker, lease, reports, cancellationToken));

    public Task DropAsync(RunKey run, string worker, CancellationToken cancellationToken) => scopes.WithDatabaseAsync(context =>
        statements.DropAsync(context, run, worker, cancellationToken));

    public async Task ReleaseAsync(RunKey run, string worker, TimeSpan pause, CancellationToken cancellationToken)
    {
        await scopes.WithDatabaseAsync(context => statements.ReleaseAsync(context, run, worker, pause, cancellationToken));
        bell.Ring();
    }

    public async Task PutOffAsync(RunKey run, string worker, string login, TimeSpan pause, CancellationToken cancellationToken)
    {
        await scopes.WithDatabaseAsync(context => context.WorkItems
            .Where(item => item.ResourceId == run.ResourceId && item.Step == run.Step && item.Worker == worker)
            .ExecuteUpdateAsync(update => update.SetProperty(item => item.PausedLogin, login), cancellationToken));
        await ReleaseAsync(run, worker, pause, cancellationToken);
    }

    public Task RemoveWaitingAsync(long migrationId, CancellationToken cancellationToken) => scopes.WithDatabaseAsync(context =>
        context.WorkItems.Where(item => item.MigrationId == migrationId && item.Worker == null).ExecuteDeleteAsync(cancellationToken));

    public Task WithdrawAsync(long resourceId, CancellationToken cancellationToken) => scopes.WithDatabaseAsync(context =>
        context.WorkItems.Where(item => item.ResourceId == resourceId && item.Worker == null).ExecuteDeleteAsync(cancellationToken));

    public Task<bool> HasAnyAsync(long migrationId, CancellationToken cancellationToken) => scopes.WithDatabaseAsync(context =>
        queries.HasAny(context, migrationId, cancellationToken));

    public Task<IReadOnlyList<ExpiredClaim>> TakeOverExpiredAsync(string worker, TimeSpan lease, CancellationToken cancellationToken) =>
        scopes.WithDatabaseAsync(context => statements.TakeOverExpiredAsync(context, worker, lease, cancellationToken));

    public Task TidyAsync(CancellationToken cancellationToken) => scopes.WithDatabaseAsync(context => statements.TidyAsync(context, cancellationToken));

    public Task<bool> TryHoldDutyAsync(string duty, string worker, TimeSpan until, CancellationToken cancellationToken) =>
        scopes.WithDatabaseAsync(context => statements.TryHoldDutyAsync(context, duty, worker, until, cancellationToken));

    public async Task WakeAsync(CancellationToken cancellationToken)
    {
        bell.Ring();
        await scopes.WithDatabaseAsync(context => statements.WakeOthersAsync(context, cancellationToken));
    }

    private async Task<int> FillAsync(MigrationsDbContext context, long migrationId, CancellationToken cancellationToken)
    {
        var migration = await context.Migrations.AsNoTracking()
            .Where(one => one.Id == migrationId && one.PausedAt == null)
            .Select(one => new Filled(one.Id, one.CustomerId, one.Status, one.Step, one.CancelledAt != null))
            .FirstOrDefaultAsync(cancellationToken);
        if (migration is null || (migration.IsCancelled && !migration.HasEnded))
        {
            return 0;
        }

        var added = await AddAsync(context, migration, MigrationStep.TestRun, Testable(context, migration), cancellationToken);
        return migration is { Status: MigrationStatus.Running, Step: { } step }
            ? added + await AddAsync(context, migration, step, Executable(context, migration, step), cancellationToken)
            : added;
    }

    // The domain's rules once more, for the database: a test that has not been, or waits; after the end the latter alone.
    private static IQueryable<MigrationResource> Testable(MigrationsDbContext context, Filled migration)
    {
        var goesOn = !migration.HasEnded;
        return OfMigration(context, migration).Where(resource =>
            resource.Runs.Any(run => run.Step == MigrationStep.TestRun && run.IsWaiting) || (goesOn && !resource.Runs.Any(run => run.Step == MigrationStep.TestRun)));
    }

    // And a run that has not been, or waits, of a resource that takes part.
    private static IQueryable<MigrationResource> Executable(MigrationsDbContext context, Filled migration, MigrationStep step) => OfMigration(context, migration)
        .Where(resource => resource.Runs.Any(run => run.Step == MigrationStep.TestRun && run.Status == RunStatus.Success && !run.IsWaiting))
        .Where(resource => !resource.Runs.Any(run => run.Step == step && !run.IsWaiting));

    private static IQueryable<MigrationResource> OfMigration(MigrationsDbContext context, Filled migration) =>
        context.MigrationResources.Where(resource => resource.MigrationId == migration.Id && (resource.SealedPassword != null || resource.ConnectionId != null));

    private async Task<int> AddAsync(
        MigrationsDbContext context, Filled migration, MigrationStep step, IQueryable<MigrationResource> resources, CancellationToken cancellationToken)
    {
        var startable = await resources
            .Where(resource => !context.WorkItems.Any(item => item.ResourceId == resource.Id && item.Step == step))
            .OrderBy(resource => resource.Row)
            .Select(resource => new { resource.Id, resource.RemoteServer, resource.LocalEmail })
            .ToListAsync(cancellationToken);
        if (startable.Count == 0)
        {
            return 0;
        }

        var runs = startable.ConvertAll(resource => new NewWork.Run(
            resource.Id, HostOf(resource.RemoteServer), TargetOf(step, resource.LocalEmail)));
        try
        {
            await statements.AddAsync(context, new NewWork(migration.Id, migration.CustomerId, step, runs), cancellationToken);
            return runs.Count;
        }
        catch (Exception fault) when (fault.IsMissingReference())
        {
            // Deleted in the meantime.
            return 0;
        }
    }

    private static string HostOf(string remoteServer) => WorkItem.HostOf(RemoteServer.HostOf(remoteServer));

    private string? TargetOf(MigrationStep step, string localEmail) => step == MigrationStep.TestRun ? null : destination.Value.FindKey(localEmail);

    private sealed record Filled(long Id, long CustomerId, MigrationStatus Status, MigrationStep? Step, bool IsCancelled)
    {
        public bool HasEnded => Status.HasEnded();
    }
}
