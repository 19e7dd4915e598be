using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Infrastructure.Persistence.Work;

/// <summary>The queue in the database. Each call has a scope of its own: workers call in the middle of a copy that takes hours.</summary>
internal sealed class WorkQueue(IServiceScopeFactory scopes, WorkStatements statements, WorkBell bell, IOptions<DestinationOptions> destination) : IWorkQueue
{
    public async Task<int> FillAsync(long migrationId, CancellationToken cancellationToken)
    {
        var added = await InScopeAsync(context => FillAsync(context, migrationId, cancellationToken));
        if (added > 0)
        {
            bell.Ring();
        }

        return added;
    }

    public Task<IReadOnlyList<RunKey>> ClaimAsync(WorkDemand demand, CancellationToken cancellationToken) =>
        InScopeAsync(context => statements.ClaimAsync(context, demand, cancellationToken));

    public Task<IReadOnlyDictionary<RunKey, RunClaim>> RenewAsync(
        string worker, TimeSpan lease, IReadOnlyCollection<RunReport> reports, CancellationToken cancellationToken) =>
        InScopeAsync(context => statements.RenewAsync(context, worker, lease, reports, cancellationToken));

    public Task DropAsync(RunKey run, string worker, CancellationToken cancellationToken) => InScopeAsync(context =>
        ClaimedBy(context, run, worker).ExecuteDeleteAsync(cancellationToken));

    public async Task ReleaseAsync(RunKey run, string worker, TimeSpan pause, CancellationToken cancellationToken)
    {
        await InScopeAsync(context => statements.ReleaseAsync(context, run, worker, pause, cancellationToken));
        bell.Ring();
    }

    public Task RemoveWaitingAsync(long migrationId, CancellationToken cancellationToken) => InScopeAsync(context =>
        context.WorkItems.Where(item => item.MigrationId == migrationId && item.Worker == null).ExecuteDeleteAsync(cancellationToken));

    public Task<bool> HasAnyAsync(long migrationId, CancellationToken cancellationToken) => InScopeAsync(context =>
        context.WorkItems.AnyAsync(item => item.MigrationId == migrationId, cancellationToken));

    public Task<IReadOnlyList<ExpiredClaim>> TakeOverExpiredAsync(string worker, TimeSpan lease, CancellationToken cancellationToken) =>
        InScopeAsync(context => statements.TakeOverExpiredAsync(context, worker, lease, cancellationToken));

    public Task TidyAsync(CancellationToken cancellationToken) => InScopeAsync(context => statements.TidyAsync(context, cancellationToken));

    public Task<bool> TryHoldDutyAsync(string duty, string worker, TimeSpan until, CancellationToken cancellationToken) =>
        InScopeAsync(context => statements.TryHoldDutyAsync(context, duty, worker, until, cancellationToken));

    public async Task WakeAsync(CancellationToken cancellationToken)
    {
        bell.Ring();
        await InScopeAsync(context => statements.WakeOthersAsync(context, cancellationToken));
    }

    private async Task<int> FillAsync(MigrationsDbContext context, long migrationId, CancellationToken cancellationToken)
    {
        var migration = await context.Migrations.AsNoTracking()
            .Where(one => one.Id == migrationId && one.CancelledAt == null && (one.Status == MigrationStatus.Validating || one.Status == MigrationStatus.Running))
            .Select(one => new { one.CustomerId, Step = one.Step!.Value })
            .FirstOrDefaultAsync(cancellationToken);
        if (migration is null)
        {
            return 0;
        }

        // The domain's rule once more, for the database: a run that has not been, or waits, of a resource that takes part.
        var isTest = migration.Step == MigrationStep.TestRun;
        var startable = await context.MigrationResources
            .Where(resource => resource.MigrationId == migrationId && resource.SealedPassword != null)
            .Where(resource => isTest || resource.Runs.Any(run => run.Step == MigrationStep.TestRun && run.Status == RunStatus.Success))
            .Where(resource => !resource.Runs.Any(run => run.Step == migration.Step && !run.IsWaiting))
            .Where(resource => !context.WorkItems.Any(item => item.ResourceId == resource.Id && item.Step == migration.Step))
            .OrderBy(resource => resource.Row)
            .Select(resource => new { resource.Id, resource.RemoteServer, resource.LocalEmail })
            .ToListAsync(cancellationToken);
        if (startable.Count == 0)
        {
            return 0;
        }

        var runs = startable.ConvertAll(resource =>
            new NewWork.Run(resource.Id, HostOf(resource.RemoteServer), isTest ? null : destination.Value.FindKey(resource.LocalEmail)));
        try
        {
            await statements.AddAsync(context, new NewWork(migrationId, migration.CustomerId, migration.Step, runs), cancellationToken);
            return runs.Count;
        }
        catch (Exception fault) when (fault.IsMissingReference())
        {
            // Deleted in the meantime.
            return 0;
        }
    }

    private static string HostOf(string remoteServer)
    {
        var host = RemoteServer.TryParse(remoteServer, out var server) ? server.Host : remoteServer;
        return host[..Math.Min(host.Length, WorkItem.MaxHostLength)];
    }

    private static IQueryable<WorkItem> ClaimedBy(MigrationsDbContext context, RunKey run, string worker) =>
        context.WorkItems.Where(item => item.ResourceId == run.ResourceId && item.Step == run.Step && item.Worker == worker);

    private async Task<T> InScopeAsync<T>(Func<MigrationsDbContext, Task<T>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<MigrationsDbContext>());
    }

    private async Task InScopeAsync(Func<MigrationsDbContext, Task> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<MigrationsDbContext>());
    }
}
