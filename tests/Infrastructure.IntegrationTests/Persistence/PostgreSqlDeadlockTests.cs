using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using static Hosting.Migrations.Infrastructure.IntegrationTests.Databases.Samples;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

/// <summary>Where PostgreSQL ends one of two transactions that wait for each other, nobody hears of it.</summary>
public sealed class PostgreSqlDeadlockTests
{
    private TestDatabase _database = null!;

    [SetUp]
    public async Task CreateAsync() => _database = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql);

    [TearDown]
    public async Task DropAsync() => await _database.DisposeAsync();

    [Test]
    public async Task FillAsync_WhenItMeetsSomebodyWhoWantsTheSameRowsInAnotherOrder_ShouldAddTheRuns()
    {
        var owner = ACustomer("C1");
        await _database.StoreAsync(owner);
        var (first, second) = (AMigration(owner), AMigration(owner));
        await _database.StoreAsync(first, second);
        await FillAsync(first.Id);

        await using var connection = await _database.InScopeAsync<MigrationsDbContext, NpgsqlConnection>(context => Task.FromResult(new NpgsqlConnection(context.Database.GetConnectionString())));
        await connection.OpenAsync();
        await using var other = await connection.BeginTransactionAsync();

        // It waits the longer of the two, so that the queue's statement is the one that is ended.
        await ExecuteAsync(connection, "SET deadlock_timeout = '1min'; UPDATE work_turns SET filled = filled");
        var filling = Task.Run(() => FillAsync(second.Id));
        await Waiting.ForAsync(
            () => _database.InScopeAsync<MigrationsDbContext, bool>(context => context.Database.SqlQuery<bool>($"SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted) AS \"Value\"").SingleAsync()),
            () => "It does not wait.");
        await ExecuteAsync(connection, "UPDATE work_lanes SET filled = filled");
        await other.RollbackAsync();

        Assert.That(await filling, Is.EqualTo(1));
        Assert.That(await _database.InScopeAsync<MigrationsDbContext, int>(context => context.WorkItems.CountAsync()), Is.EqualTo(2));
    }

    private Task<int> FillAsync(long migrationId) => _database.InScopeAsync<IWorkQueue, int>(queue => queue.FillAsync(migrationId, CancellationToken.None));

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
