using System.Globalization;
using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

internal sealed class ResourceRepository(MigrationsDbContext context) : IResourceRepository
{
    public async Task<(IReadOnlyList<MigrationResource> Items, int Total)> ListAsync(
        ResourceFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var matches = Matching(filter);
        if (filter.Search is not null)
        {
            var found = await FindAsync(matches, SearchText.Fold(filter.Search), cancellationToken);
            matches = context.MigrationResources.Where(resource => found.Contains(resource.Id));
        }

        var total = await matches.CountAsync(cancellationToken);
        return page.Offset < total
            ? (await ReadAsync(matches.OrderBy(resource => resource.Row).Skip((int)page.Offset).Take(page.Size), cancellationToken), total)
            : ([], total);
    }

    // Compared here: a database may take letters of different case, or blanks at the end, for the same, or refuse a text.
    public async Task<MigrationResource?> FindAsync(long migrationId, string code, CancellationToken cancellationToken)
    {
        var dash = code.LastIndexOf('-');
        if (!int.TryParse(code.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var row))
        {
            return null;
        }

        var found = await ReadAsync(Matching(new ResourceFilter(migrationId)).Where(resource => resource.Row == row), cancellationToken);
        return found.FirstOrDefault(resource => resource.Code == code);
    }

    public Task<IReadOnlyList<MigrationResource>> ListAllAsync(long migrationId, CancellationToken cancellationToken) =>
        ReadAsync(Matching(new ResourceFilter(migrationId)).OrderBy(resource => resource.Row), cancellationToken);

    public Task ForgetCheckpointsAsync(long resourceId, CancellationToken cancellationToken) =>
        context.FolderCheckpoints.Where(checkpoint => checkpoint.ResourceId == resourceId).ExecuteDeleteAsync(cancellationToken);

    public async Task ErasePasswordsAsync(IReadOnlyCollection<long> resources, CancellationToken cancellationToken)
    {
        await using var together = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.MigrationResources.Where(resource => resources.Contains(resource.Id)).ExecuteUpdateAsync(
            update => update.SetProperty(resource => resource.SealedPassword, (string?)null), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await together.CommitAsync(cancellationToken);
    }

    // A file has some hundred rows: to look through them here costs less than a folded column of them would.
    private static async Task<List<long>> FindAsync(
        IQueryable<MigrationResource> resources, string foldedTerm, CancellationToken cancellationToken)
    {
        var rows = await resources
            .Select(resource => new { resource.Id, resource.Code, resource.LocalEmail, resource.RemoteUsername, resource.RemoteServer })
            .ToListAsync(cancellationToken);
        return
        [
            .. rows
                .Where(row => SearchText.Of(row.Code, row.LocalEmail, row.RemoteUsername, row.RemoteServer).Contains(foldedTerm, StringComparison.Ordinal))
                .Select(row => row.Id),
        ];
    }

    private static async Task<IReadOnlyList<MigrationResource>> ReadAsync(
        IQueryable<MigrationResource> resources, CancellationToken cancellationToken) =>
        await resources.AsNoTracking().Include(resource => resource.Runs).AsSplitQuery().ToListAsync(cancellationToken);

    private IQueryable<MigrationResource> Matching(ResourceFilter filter)
    {
        var all = context.MigrationResources.Where(resource => resource.MigrationId == filter.MigrationId);
        return filter.Status switch
        {
            null => all,
            ResourceStatusFilter.Running => all.Where(resource => resource.Status == ResourceStatus.Running),
            ResourceStatusFilter.Success => all.Where(resource => resource.Status == ResourceStatus.Success),
            ResourceStatusFilter.Error => all.Where(resource => resource.Status == ResourceStatus.Error),
            ResourceStatusFilter.Crashed => all.Where(resource => resource.Status == ResourceStatus.Crashed),
            ResourceStatusFilter.Failed => all.Where(
                resource => resource.Status == ResourceStatus.Error || resource.Status == ResourceStatus.Crashed),
            _ => throw new ArgumentOutOfRangeException(nameof(filter), filter.Status, "There is no such status."),
        };
    }
}
