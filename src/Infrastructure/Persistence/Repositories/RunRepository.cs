using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.Persistence.Configurations;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

internal sealed class RunRepository(MigrationsDbContext context) : IRunRepository
{
    public async Task<RunSubject?> FindAsync(RunKey run, CancellationToken cancellationToken)
    {
        var found = await (
            from resource in context.MigrationResources.Include(resource => resource.Runs)
            join migration in context.Migrations on resource.MigrationId equals migration.Id
            where resource.Id == run.ResourceId
            select new { Resource = resource, migration.Status, migration.Step, migration.CancelledAt, migration.Preset, migration.FromDate, migration.PausedAt, AreLoginsRefused = context.RefusedLogins.Any() })
            .AsSingleQuery().FirstOrDefaultAsync(cancellationToken);
        return found is null ? null
            : new RunSubject(found.Resource, found.Status, found.Step, found.CancelledAt is not null, found.Preset, found.FromDate, found.PausedAt is not null, found.AreLoginsRefused);
    }

    public async Task SharePasswordAsync(MigrationResource resource, CancellationToken cancellationToken)
    {
        var refused = await context.MigrationResources.AsNoTracking()
            .Where(other => other.MigrationId == resource.MigrationId && other.Id != resource.Id && other.SealedPassword != null)
            .Where(other => other.Runs.Any(run => (run.IsWaiting && run.PutOffAt != null) || (run.Step == MigrationStep.TestRun && run.Fault == CopyFault.Auth)))
            .ToListAsync(cancellationToken);
        var login = LoginKey.Of(resource.ToLogin());
        var same = refused.FindAll(other => LoginKey.Of(other.ToLogin()) == login).ConvertAll(other => other.Id);
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
                .SetProperty(migration => migration.Revision, migration => migration.Revision + 1),
            cancellationToken);

    private IQueryable<MigrationResource> HaveErrors =>
        context.MigrationResources.Where(resource => resource.Status == ResourceStatus.Error || resource.Status == ResourceStatus.Crashed);
}
