using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.Persistence.Configurations;
using Hosting.Migrations.Infrastructure.Persistence.Work;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

internal sealed class RunRepository(MigrationsDbContext context, WorkQueries queries, WorkStatements statements) : IRunRepository
{
    public Task<RunSubject?> FindAsync(RunKey run, CancellationToken cancellationToken) => queries.Subject(context, run.ResourceId, cancellationToken);

    public async Task HoldMigrationAsync(RunSubject subject, CancellationToken cancellationToken)
    {
        await context.Database.BeginTransactionAsync(cancellationToken);
        if (!await statements.TryHoldAsync(context, subject, cancellationToken))
        {
            throw new ConcurrentChangeException();
        }
    }

    public async Task<bool> TryHoldClaimAsync(RunKey run, string worker, CancellationToken cancellationToken)
    {
        await context.Database.BeginTransactionAsync(cancellationToken);
        return await statements.TryHoldClaimAsync(context, run, worker, cancellationToken);
    }

    public async Task SharePasswordAsync(MigrationResource resource, CancellationToken cancellationToken)
    {
        if (resource.SealedPassword is null)
        {
            // A connection is everybody's already.
            return;
        }

        var refused = await context.MigrationResources.AsNoTracking()
            .Where(other => other.MigrationId == resource.MigrationId && other.Id != resource.Id && other.SealedPassword != null)
            .Where(other => other.Runs.Any(run => (run.IsWaiting && run.PutOffAt != null) || (run.Step == MigrationStep.TestRun && run.Fault == CopyFault.Auth)))
            .ToListAsync(cancellationToken);
        var login = LoginKey.NormalOf(resource.ToLogin());
        var same = refused.FindAll(other => LoginKey.NormalOf(other.ToLogin()) == login).ConvertAll(other => other.Id);
        if (same.Count > 0)
        {
            await context.MigrationResources.Where(other => same.Contains(other.Id)).ExecuteUpdateAsync(
                update => update
                    .SetProperty(other => other.SealedPassword, resource.SealedPassword)
                    .SetProperty(
                        other => EF.Property<long?>(other, MigrationResourceConfiguration.Version),
                        other => (EF.Property<long?>(other, MigrationResourceConfiguration.Version) ?? 0) + 1),
                cancellationToken);
        }
    }

    public Task FollowErrorsAsync(long migrationId, CancellationToken cancellationToken) => context.Migrations
        .Where(migration => migration.Id == migrationId)
        .Where(migration => migration.ResourcesHasErrors != HaveErrors.Any(resource => resource.MigrationId == migrationId))
        .ExecuteUpdateAsync(
            update => update.SetProperty(migration => migration.ResourcesHasErrors, migration => !migration.ResourcesHasErrors)
                .SetProperty(
                    migration => EF.Property<long>(migration, MigrationConfiguration.Revision),
                    migration => EF.Property<long>(migration, MigrationConfiguration.Revision) + 1),
            cancellationToken);

    private IQueryable<MigrationResource> HaveErrors =>
        context.MigrationResources.Where(resource => resource.Status == ResourceStatus.Error || resource.Status == ResourceStatus.Crashed);
}
