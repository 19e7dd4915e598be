using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

/// <summary>The queries that panels poll all day, translated once: a page off an index, with the counters in the same round trip.</summary>
internal static class MigrationListQueries
{
    public static readonly Func<MigrationsDbContext, long, int, int, IAsyncEnumerable<ListedMigration>> All =
        EF.CompileAsyncQuery((MigrationsDbContext context, long scope, int skip, int take) =>
            context.Migrations.AsNoTracking()
                .OrderByDescending(migration => migration.CreatedAt).ThenByDescending(migration => migration.Id).Skip(skip).Take(take)
                .Select(migration => new ListedMigration(
                    migration,
                    context.MigrationCounts.Where(count => count.CustomerId == scope).Sum(count => count.Total),
                    context.MigrationCounts.Where(count => count.CustomerId == scope).Sum(count => count.Version))));

    public static readonly Func<MigrationsDbContext, long, MigrationStatus, int, int, IAsyncEnumerable<ListedMigration>> ByStatus =
        EF.CompileAsyncQuery((MigrationsDbContext context, long scope, MigrationStatus status, int skip, int take) =>
            context.Migrations.AsNoTracking().Where(migration => migration.Status == status)
                .OrderByDescending(migration => migration.CreatedAt).ThenByDescending(migration => migration.Id).Skip(skip).Take(take)
                .Select(migration => new ListedMigration(
                    migration,
                    context.MigrationCounts.Where(count => count.CustomerId == scope && count.Status == status).Sum(count => count.Total),
                    context.MigrationCounts.Where(count => count.CustomerId == scope && count.Status == status).Sum(count => count.Version))));

    public static readonly Func<MigrationsDbContext, long, int, int, IAsyncEnumerable<ListedMigration>> ByCustomer =
        EF.CompileAsyncQuery((MigrationsDbContext context, long scope, int skip, int take) =>
            context.Migrations.AsNoTracking().Where(migration => migration.CustomerId == scope)
                .OrderByDescending(migration => migration.CreatedAt).ThenByDescending(migration => migration.Id).Skip(skip).Take(take)
                .Select(migration => new ListedMigration(
                    migration,
                    context.MigrationCounts.Where(count => count.CustomerId == scope).Sum(count => count.Total),
                    context.MigrationCounts.Where(count => count.CustomerId == scope).Sum(count => count.Version))));

    public static readonly Func<MigrationsDbContext, long, MigrationStatus, int, int, IAsyncEnumerable<ListedMigration>> ByCustomerAndStatus =
        EF.CompileAsyncQuery((MigrationsDbContext context, long scope, MigrationStatus status, int skip, int take) =>
            context.Migrations.AsNoTracking().Where(migration => migration.CustomerId == scope && migration.Status == status)
                .OrderByDescending(migration => migration.CreatedAt).ThenByDescending(migration => migration.Id).Skip(skip).Take(take)
                .Select(migration => new ListedMigration(
                    migration,
                    context.MigrationCounts.Where(count => count.CustomerId == scope && count.Status == status).Sum(count => count.Total),
                    context.MigrationCounts.Where(count => count.CustomerId == scope && count.Status == status).Sum(count => count.Version))));

    public static readonly Func<MigrationsDbContext, long, CancellationToken, Task<ListCounters?>> Counters =
        EF.CompileAsyncQuery((MigrationsDbContext context, long scope, CancellationToken cancellationToken) =>
            context.MigrationCounts.Where(count => count.CustomerId == scope)
                .GroupBy(_ => 1)
                .Select(counts => new ListCounters(counts.Sum(count => count.Total), counts.Sum(count => count.Version)))
                .FirstOrDefault());

    public static readonly Func<MigrationsDbContext, long, MigrationStatus, CancellationToken, Task<ListCounters?>> CountersOfStatus =
        EF.CompileAsyncQuery((MigrationsDbContext context, long scope, MigrationStatus status, CancellationToken cancellationToken) =>
            context.MigrationCounts.Where(count => count.CustomerId == scope && count.Status == status)
                .GroupBy(_ => 1)
                .Select(counts => new ListCounters(counts.Sum(count => count.Total), counts.Sum(count => count.Version)))
                .FirstOrDefault());
}
