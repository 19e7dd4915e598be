using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

/// <summary>The queries that panels poll all day, translated once: a page off an index, with the counters in the same round trip.
/// One instance serves one provider: EF Core ties a compiled query to the model that it first meets.</summary>
internal sealed class MigrationListQueries
{
    public Func<MigrationsDbContext, long, int, int, IAsyncEnumerable<ListedMigration>> All { get; } =
        EF.CompileAsyncQuery((MigrationsDbContext context, long scope, int skip, int take) =>
            context.Migrations.AsNoTracking()
                .OrderByDescending(migration => migration.CreatedAt).ThenByDescending(migration => migration.Id).Skip(skip).Take(take)
                .Select(migration => new ListedMigration(
                    migration,
                    context.MigrationCounts.Where(count => count.CustomerId == scope).Sum(count => count.Total),
                    context.MigrationCounts.Where(count => count.CustomerId == scope).Sum(count => count.Version))));

    public Func<MigrationsDbContext, long, MigrationStatus, int, int, IAsyncEnumerable<ListedMigration>> ByStatus { get; } =
        EF.CompileAsyncQuery((MigrationsDbContext context, long scope, MigrationStatus status, int skip, int take) =>
            context.Migrations.AsNoTracking().Where(migration => migration.Status == status)
                .OrderByDescending(migration => migration.CreatedAt).ThenByDescending(migration => migration.Id).Skip(skip).Take(take)
                .Select(migration => new ListedMigration(
                    migration,
                    context.MigrationCounts.Where(count => count.CustomerId == scope && count.Status == status).Sum(count => count.Total),
                    context.MigrationCounts.Where(count => count.CustomerId == scope && count.Status == status).Sum(count => count.Version))));

    public Func<MigrationsDbContext, long, int, int, IAsyncEnumerable<ListedMigration>> ByCustomer { get; } =
        EF.CompileAsyncQuery((MigrationsDbContext context, long scope, int skip, int take) =>
            context.Migrations.AsNoTracking().Where(migration => migration.CustomerId == scope)
                .OrderByDescending(migration => migration.CreatedAt).ThenByDescending(migration => migration.Id).Skip(skip).Take(take)
                .Select(migration => new ListedMigration(
                    migration,
                    context.MigrationCounts.Where(count => count.CustomerId == scope).Sum(count => count.Total),
                    context.MigrationCounts.Where(count => count.CustomerId == scope).Sum(count => count.Version))));

    public Func<MigrationsDbContext, long, MigrationStatus, int, int, IAsyncEnumerable<ListedMigration>> ByCustomerAndStatus { get; } =
        EF.CompileAsyncQuery((MigrationsDbContext context, long scope, MigrationStatus status, int skip, int take) =>
            context.Migrations.AsNoTracking().Where(migration => migration.CustomerId == scope && migration.Status == status)
                .OrderByDescending(migration => migration.CreatedAt).ThenByDescending(migration => migration.Id).Skip(skip).Take(take)
                .Select(migration => new ListedMigration(
                    migration,
                    context.MigrationCounts.Where(count => count.CustomerId == scope && count.Status == status).Sum(count => count.Total),
                    context.MigrationCounts.Where(count => count.CustomerId == scope && count.Status == status).Sum(count => count.Version))));

    public Func<MigrationsDbContext, long, IAsyncEnumerable<ListCounters>> Counters { get; } =
        EF.CompileAsyncQuery((MigrationsDbContext context, long scope) =>
            context.MigrationCounts.Where(count => count.CustomerId == scope)
                .Select(count => new ListCounters(count.Total, count.Version)));

    public Func<MigrationsDbContext, long, MigrationStatus, IAsyncEnumerable<ListCounters>> CountersOfStatus { get; } =
        EF.CompileAsyncQuery((MigrationsDbContext context, long scope, MigrationStatus status) =>
            context.MigrationCounts.Where(count => count.CustomerId == scope && count.Status == status)
                .Select(count => new ListCounters(count.Total, count.Version)));

    /// <summary>Translates the first pages of a customer and of all. To be asked for is enough; only reading touches the database.</summary>
    public void Translate(MigrationsDbContext context)
    {
        ByCustomer(context, 0, 0, 0);
        All(context, 0, 0, 0);
    }
}
