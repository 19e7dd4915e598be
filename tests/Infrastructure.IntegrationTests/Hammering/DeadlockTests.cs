using Hosting.Migrations.Application;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Hosting.Migrations.Infrastructure.IntegrationTests.Databases.Samples;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Hammering;

/// <summary>Two transactions wait for each other: the one that is rolled back is one that somebody else was faster than.</summary>
public sealed class DeadlockTests
{
    // Other tests' databases of the same server have locks of their own.
    private const string WaitUntilSomebodyWaits = """
        DO $$ BEGIN
            FOR look IN 1..6000 LOOP
                IF EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))) THEN RETURN; END IF;
                PERFORM pg_sleep(0.01);
            END LOOP;
            RAISE 'nobody has waited for this transaction for a minute';
        END $$;
        """;

    private TestDatabase _database = null!;

    [OneTimeSetUp]
    public async Task CreateDatabaseAsync() => _database = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql);

    [OneTimeTearDown]
    public async Task DropDatabaseAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [Test]
    public async Task SaveChanges_WhenItIsTheVictimOfADeadlock_ShouldSayThatSomebodyElseWasFaster()
    {
        var owner = ACustomer();
        await _database.StoreAsync(owner);
        Migration[] migrations = [AMigration(owner), AMigration(owner)];
        await _database.StoreAsync(migrations[0]);
        await _database.StoreAsync(migrations[1]);

        await using var rival = new NpgsqlConnection(_database.ConnectionString);
        await rival.OpenAsync();
        await using var transaction = await rival.BeginTransactionAsync();

        // Whoever looks for a deadlock first is its victim.
        await ExecuteAsync(rival, "SET LOCAL deadlock_timeout = '10min'");
        await LockAsync(rival, migrations[1]);

        var saved = _database.InScopeAsync<IServiceProvider>(ScheduleAllAsync);
        await ExecuteAsync(rival, WaitUntilSomebodyWaits);
        var locked = LockAsync(rival, migrations[0]);

        Assert.That(async () => await saved, Throws.TypeOf<ConcurrentChangeException>());
        await locked;
    }

    private static async Task ScheduleAllAsync(IServiceProvider services)
    {
        var context = services.GetRequiredService<MigrationsDbContext>();
        foreach (var migration in await context.Migrations.Include(migration => migration.Resources).ThenInclude(resource => resource.Runs).ToListAsync())
        {
            migration.Validated();
        }

        await services.GetRequiredService<IUnitOfWork>().SaveChangesAsync(CancellationToken.None);
    }

    private static Task LockAsync(NpgsqlConnection connection, Migration migration) =>
        ExecuteAsync(connection, $"SELECT FROM migrations WHERE id = {migration.Id} FOR UPDATE");

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
