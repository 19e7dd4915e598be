using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Migrations;
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
            select new { Resource = resource, migration.Status, migration.Step, migration.CancelledAt, migration.Preset, migration.FromDate, migration.PausedAt })
            .AsSingleQuery().FirstOrDefaultAsync(cancellationToken);
        return found is null ? null
            : new RunSubject(found.Resource, found.Status, found.Step, found.CancelledAt is not null, found.Preset, found.FromDate, found.PausedAt is not null);
    }

    public Task FollowErrorsAsync(long migrationId, CancellationToken cancellationToken) => context.Migrations
        .Where(migration => migration.Id == migrationId)
        .Where(migration => migration.ResourcesHasErrors != HaveErrors.Any(resource => resource.MigrationId == migrationId))
        .ExecuteUpdateAsync(
            update => update.SetProperty(migration => migration.ResourcesHasErrors, migration => !migration.ResourcesHasErrors), cancellationToken);

    private IQueryable<MigrationResource> HaveErrors =>
        context.MigrationResources.Where(resource => resource.Status == ResourceStatus.Error || resource.Status == ResourceStatus.Crashed);
}
