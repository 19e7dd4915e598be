using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

internal sealed class RunReportRepository(MigrationsDbContext context) : IRunReportRepository
{
    public async Task ReplaceAsync(long resourceId, MigrationStep step, IReadOnlyCollection<RunReportEntry> entries, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.RunReportEntries.Where(entry => entry.ResourceId == resourceId && entry.Step == step).ExecuteDeleteAsync(cancellationToken);
        context.RunReportEntries.AddRange(entries);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        context.ChangeTracker.Clear();
    }
}
