using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

/// <summary>Each question is asked in a scope of its own: workers ask in the middle of a copy that takes hours.</summary>
internal sealed class WorkRepository(IServiceScopeFactory scopes) : IWorkRepository
{
    public Task<IReadOnlyList<string>> ListSchedulableAsync(int slotsPerCustomer, CancellationToken cancellationToken) => AskAsync<IReadOnlyList<string>>(async context =>
    {
        var waiting = await Workable(context)
            .Where(migration => migration.Status == MigrationStatus.ToSchedule)
            .OrderBy(migration => migration.CreatedAt).ThenBy(migration => migration.Id)
            .Select(migration => new { migration.Code, migration.CustomerId })
            .ToListAsync(cancellationToken);
        var customers = waiting.Select(migration => migration.CustomerId).Distinct().ToList();
        var taken = await Workable(context)
            .Where(migration => customers.Contains(migration.CustomerId)
                && (migration.Status == MigrationStatus.Scheduled || migration.Status == MigrationStatus.Running))
            .GroupBy(migration => migration.CustomerId)
            .ToDictionaryAsync(same => same.Key, same => same.Count(), cancellationToken);
        return [.. waiting.GroupBy(migration => migration.CustomerId)
            .SelectMany(own => own.Take(slotsPerCustomer - taken.GetValueOrDefault(own.Key)).Select(migration => migration.Code))];
    });

    public Task<IReadOnlyDictionary<long, DateTimeOffset>> ListScheduledAsync(CancellationToken cancellationToken) => AskAsync<IReadOnlyDictionary<long, DateTimeOffset>>(
        async context => await Workable(context)
            .Where(migration => migration.Status == MigrationStatus.Scheduled)
            .Select(migration => new { migration.Id, Due = migration.Step == MigrationStep.FirstExecution ? migration.FirstExecutionDate : migration.SecondExecutionDate })
            .Where(migration => migration.Due != null)
            .ToDictionaryAsync(migration => migration.Id, migration => migration.Due!.Value, cancellationToken));

    public Task<IReadOnlyList<ActiveMigration>> ListActiveAsync(CancellationToken cancellationToken) => AskAsync<IReadOnlyList<ActiveMigration>>(
        async context => await Workable(context)
            .Where(migration => (migration.Status == MigrationStatus.Validating || migration.Status == MigrationStatus.Running) && migration.CancelledAt == null)
            .OrderBy(migration => migration.UpdatedAt)
            .Select(migration => new ActiveMigration(migration.Id, migration.CustomerId, migration.Step!.Value))
            .ToListAsync(cancellationToken));

    // The domain's rule once more, for the database: a run that has not been, or waits, of a resource that takes part.
    public Task<IReadOnlyList<StartableRun>> ListStartableAsync(ActiveMigration migration, CancellationToken cancellationToken) => AskAsync<IReadOnlyList<StartableRun>>(
        async context => await context.MigrationResources
            .Where(resource => resource.MigrationId == migration.Id && resource.SealedPassword != null)
            .Where(resource => migration.Step == MigrationStep.TestRun
                || resource.Runs.Any(run => run.Step == MigrationStep.TestRun && run.Status == RunStatus.Success))
            .Where(resource => !resource.Runs.Any(run => run.Step == migration.Step && !run.IsWaiting))
            .OrderBy(resource => resource.Row)
            .Select(resource => new StartableRun(resource.Id, resource.RemoteServer, resource.LocalEmail))
            .ToListAsync(cancellationToken));

    public Task<IReadOnlySet<string>> ListBusyMailboxesAsync(CancellationToken cancellationToken) => AskAsync<IReadOnlySet<string>>(
        async context => await context.Runs.Where(run => run.WritesInto != null).Select(run => run.WritesInto!).ToHashSetAsync(cancellationToken));

    public Task<IReadOnlyList<QueuedRun>> DescribeAsync(IReadOnlyCollection<RunKey> runs, CancellationToken cancellationToken) => AskAsync<IReadOnlyList<QueuedRun>>(
        async context =>
        {
            var ids = runs.Select(run => run.ResourceId).ToList();
            return await (
                from resource in context.MigrationResources
                join migration in context.Migrations on resource.MigrationId equals migration.Id
                where ids.Contains(resource.Id)
                select new QueuedRun(migration.CustomerId, resource.RemoteServer)).ToListAsync(cancellationToken);
        });

    public Task<IReadOnlyList<RunKey>> ListExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken) => AskAsync<IReadOnlyList<RunKey>>(
        async context => await context.Runs
            .Where(run => run.LeaseUntil < now)
            .Select(run => new RunKey(run.ResourceId, run.Step))
            .ToListAsync(cancellationToken));

    public Task<RunClaim> RenewAsync(RunKey run, RunReport report, CancellationToken cancellationToken) => AskAsync(async context =>
    {
        var own = context.Runs.Where(candidate =>
            candidate.ResourceId == run.ResourceId && candidate.Step == run.Step && candidate.Status == RunStatus.Running && candidate.Worker == report.Lease.Worker);
        var renewed = await own.ExecuteUpdateAsync(
            update => update
                .SetProperty(candidate => candidate.LeaseUntil, report.Lease.Until)
                .SetProperty(candidate => candidate.BytesPerSecond, report.BytesPerSecond)
                .SetProperty(candidate => candidate.WaitsFor, report.WaitsFor)
                .SetProperty(candidate => candidate.Progress.Folders, report.Progress.Folders)
                .SetProperty(candidate => candidate.Progress.MessagesTotal, report.Progress.MessagesTotal)
                .SetProperty(candidate => candidate.Progress.MessagesCopied, report.Progress.MessagesCopied)
                .SetProperty(candidate => candidate.Progress.MessagesSkipped, report.Progress.MessagesSkipped)
                .SetProperty(candidate => candidate.Progress.MessagesFailed, report.Progress.MessagesFailed)
                .SetProperty(candidate => candidate.Progress.BytesCopied, report.Progress.BytesCopied)
                .SetProperty(candidate => candidate.Progress.MessagesLeftOut, report.Progress.MessagesLeftOut)
                .SetProperty(candidate => candidate.Progress.MessagesMissing, report.Progress.MessagesMissing),
            cancellationToken);
        if (renewed == 0)
        {
            return RunClaim.Lost;
        }

        var isCalledOff = await context.Migrations.AnyAsync(
            migration => migration.CancelledAt != null
                && context.MigrationResources.Any(resource => resource.Id == run.ResourceId && resource.MigrationId == migration.Id),
            cancellationToken);
        return isCalledOff ? RunClaim.CalledOff : RunClaim.Held;
    });

    public Task<int> ErasePasswordsAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken) => AskAsync(context => context.MigrationResources
        .Where(resource => resource.SealedPassword != null && context.Migrations.Any(migration =>
            migration.Id == resource.MigrationId
            && migration.UpdatedAt < endedBefore
            && (migration.Status == MigrationStatus.Failed
                || migration.Status == MigrationStatus.CompletedWithErrors
                || migration.Status == MigrationStatus.Completed)))
        .ExecuteUpdateAsync(update => update.SetProperty(resource => resource.SealedPassword, (string?)null), cancellationToken));

    /// <summary>The migrations for which there may be something to do: found by the few passwords that are kept.</summary>
    private static IQueryable<Migration> Workable(MigrationsDbContext context) => context.Migrations.AsNoTracking()
        .Where(migration => context.MigrationResources.Any(resource => resource.MigrationId == migration.Id && resource.SealedPassword != null));

    private async Task<T> AskAsync<T>(Func<MigrationsDbContext, Task<T>> question)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<MigrationsDbContext>());
    }
}
