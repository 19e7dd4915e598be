using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

internal sealed class RunReportRepository(MigrationsDbContext context) : IRunReportRepository
{
    public async Task ReplaceAsync(
        long resourceId, MigrationStep step, IReadOnlyCollection<RunReportEntry> entries, CancellationToken cancellationToken)
    {
        var old = context.RunReportEntries.Where(entry => entry.ResourceId == resourceId && entry.Step == step);
        if (entries.Count == 0)
        {
            await old.ExecuteDeleteAsync(cancellationToken);
            return;
        }

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await old.ExecuteDeleteAsync(cancellationToken);
        context.RunReportEntries.AddRange(entries);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        // Nobody changes a line any more; thousands of them would slow down whatever else the context is used for.
        foreach (var entry in entries)
        {
            context.Entry(entry).State = EntityState.Detached;
        }
    }

    public IAsyncEnumerable<RunReportEntry> ReadAsync(long migrationId) =>
        (from resource in context.MigrationResources
         where resource.MigrationId == migrationId
         join entry in context.RunReportEntries on resource.Id equals entry.ResourceId
         orderby resource.Row, entry.Id
         select entry).AsNoTracking().AsAsyncEnumerable();
}
