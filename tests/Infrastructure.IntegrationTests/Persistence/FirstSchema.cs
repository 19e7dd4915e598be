using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

/// <summary>Stores a customer with migrations as the first release did, whose tables had fewer columns than the model of today.</summary>
internal static class FirstSchema
{
    public static Task StoreAsync(TestDatabase database, params (string Code, DateTimeOffset CreatedAt)[] migrations) =>
        database.InScopeAsync<MigrationsDbContext>(async context =>
        {
            // SQLite keeps moments as ticks.
            object MomentOf(DateTimeOffset moment) => context.Database.IsSqlite() ? moment.UtcTicks : moment;
            await context.Database.ExecuteSqlAsync($"INSERT INTO customers (id, code, name, created_at) VALUES (1, 'C1', 'Customer', {MomentOf(Samples.Noon)})");
            foreach (var (code, createdAt) in migrations)
            {
                var moment = MomentOf(createdAt);
                await context.Database.ExecuteSqlAsync($"""
                    INSERT INTO migrations (
                        customer_id, owner, code, csv_file_name, original_csv_file_name, csv_file_size, preset, status, resources_has_errors,
                        admin_first_execution_override, admin_second_execution_override, resource_count, execute_now, created_at, updated_at, searchable_text)
                    VALUES (
                        1, 'C1', {code}, 'stored.csv', 'mailboxes.csv', 1, 'standard_ssl', 'to_schedule', {false},
                        {false}, {false}, 1, {false}, {moment}, {moment}, {code})
                    """);
            }
        });
}
