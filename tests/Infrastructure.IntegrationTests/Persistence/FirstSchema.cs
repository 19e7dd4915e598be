using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

/// <summary>Stores migrations as the first release did, whose tables had fewer columns than the model of today.</summary>
internal static class FirstSchema
{
    public static Task StoreAsync(TestDatabase database, Customer owner, params (string Code, DateTimeOffset CreatedAt)[] migrations) =>
        database.InScopeAsync<MigrationsDbContext>(async context =>
        {
            foreach (var (code, createdAt) in migrations)
            {
                // SQLite keeps moments as ticks.
                object moment = context.Database.IsSqlite() ? createdAt.UtcTicks : createdAt;
                await context.Database.ExecuteSqlAsync($"""
                    INSERT INTO migrations (
                        customer_id, owner, code, csv_file_name, original_csv_file_name, csv_file_size, preset, status, resources_has_errors,
                        admin_first_execution_override, admin_second_execution_override, resource_count, execute_now, created_at, updated_at, searchable_text)
                    VALUES (
                        {owner.Id}, {owner.Code}, {code}, 'stored.csv', 'mailboxes.csv', 1, 'standard_ssl', 'to_schedule', {false},
                        {false}, {false}, 1, {false}, {moment}, {moment}, {code})
                    """);
            }
        });
}
