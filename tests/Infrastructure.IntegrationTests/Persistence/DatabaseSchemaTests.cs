using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Database;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using Hosting.Migrations.Infrastructure.Persistence.Providers.PostgreSql;
using Hosting.Migrations.Infrastructure.Persistence.Providers.Sqlite;
using Hosting.Migrations.Infrastructure.Persistence.Providers.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Migration = Hosting.Migrations.Domain.Migrations.Migration;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

public sealed class DatabaseSchemaTests
{
    private static readonly TestCaseData<DbContext>[] Contexts =
    [
        new(new SqliteDesignTimeFactory().CreateDbContext([])) { TestName = "SQLite" },
        new(new PostgreSqlDesignTimeFactory().CreateDbContext([])) { TestName = "PostgreSQL" },
        new(new SqlServerDesignTimeFactory().CreateDbContext([])) { TestName = "SQL Server" },
    ];

    [TestCaseSource(nameof(Contexts))]
    public void Model_WhenComparedToTheLastSchemaMigration_ShouldNotHaveChanged(DbContext context) =>
        Assert.That(context.Database.HasPendingModelChanges(), Is.False, "Run scripts/add-migration.sh NAME.");

    [TestCase(DatabaseProvider.Sqlite)]
    [TestCase(DatabaseProvider.PostgreSql)]
    public async Task Update_WhenCalledAgain_ShouldApplyNothing(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(provider);

        var all = await database.InScopeAsync<MigrationsDbContext, IReadOnlyList<string>>(context => Task.FromResult<IReadOnlyList<string>>([.. context.Database.GetMigrations()]));

        Assert.That(all, Has.Some.EndsWith("_Initial"));
        Assert.That(await UpdateAsync(database), Is.EqualTo(all));
        Assert.That(await UpdateAsync(database), Is.Empty);
    }

    [TestCase(DatabaseProvider.Sqlite)]
    [TestCase(DatabaseProvider.PostgreSql)]
    public async Task Update_WhenTwoDoItAtOnce_ShouldSucceedForBoth(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(provider);

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => UpdateAsync(database))));

        Assert.That(await UpdateAsync(database), Is.Empty);
    }

    [TestCase(DatabaseProvider.Sqlite)]
    [TestCase(DatabaseProvider.PostgreSql)]
    public async Task Update_WhenThereAreMigrationsFromBeforeTheSearchIndex_ShouldMakeThemFound(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(provider);
        await database.InScopeAsync<MigrationsDbContext>(context => context.GetService<IMigrator>().MigrateAsync("CountMigrations"));
        await FirstSchema.StoreAsync(database, ("MG00004711", Samples.Noon), ("MG00004712", Samples.Noon));

        await UpdateAsync(database);

        var page = await database.InScopeAsync<IMigrationRepository, Page<Migration>>(migrations =>
            migrations.ListAsync(new MigrationFilter(Search: "04711"), new PageRequest(1, 25), CancellationToken.None));
        Assert.That(page.Items.Select(migration => migration.Code), Is.EqualTo(new[] { "MG00004711" }));
    }

    [TestCase(DatabaseProvider.Sqlite)]
    [TestCase(DatabaseProvider.PostgreSql)]
    public async Task Update_WhenThereAreMigrationsFromBeforeTheCountsByMonth_ShouldCountThem(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(provider);
        await database.InScopeAsync<MigrationsDbContext>(context => context.GetService<IMigrator>().MigrateAsync("FolderCheckpoints"));
        await FirstSchema.StoreAsync(
            database, ("MG00000001", Samples.Noon), ("MG00000002", Samples.Noon), ("MG00000003", Samples.Noon.AddMonths(-1)));

        await UpdateAsync(database);

        var november = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.That(
            await database.InScopeAsync<MigrationsDbContext, List<(DateTimeOffset, long)>>(async context =>
                (await context.MonthCounts.ToListAsync()).ConvertAll(count => (count.Month, count.Total))),
            Is.EquivalentTo(new[] { (november, 2L), (november.AddMonths(-1), 1L) }));
    }

    [TestCase(DatabaseProvider.Sqlite)]
    [TestCase(DatabaseProvider.PostgreSql)]
    public async Task Update_WhenThereAreCustomersTokensAndWebhooksFromBefore_ShouldKeepTheirRightsAndNames(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(provider);
        await database.InScopeAsync<MigrationsDbContext>(context => context.GetService<IMigrator>().MigrateAsync("FaultsOfOurs"));
        await StoreAsVersionBeforeAsync(database, 1, "Acme");
        await StoreAsVersionBeforeAsync(database, 2, "ACME");
        await StoreAsVersionBeforeAsync(database, 3, "other");

        await UpdateAsync(database);

        // While both versions run, the one before goes on adding.
        await StoreAsVersionBeforeAsync(database, 4, "late");
        await database.InScopeAsync<MigrationsDbContext>(async context =>
        {
            Assert.That(await context.Customers.OrderBy(customer => customer.Id).Select(customer => customer.FoldedCode).ToListAsync(), Is.EqualTo(new[] { "ACME", null, "OTHER", null }));
            Assert.That((await context.ApiTokens.ToListAsync()).Select(token => token.Scope), Is.All.EqualTo(TokenScope.Write));
            var webhooks = await context.Webhooks.OrderBy(webhook => webhook.Id).ToListAsync();
            Assert.That(webhooks.Select(webhook => (webhook.IsEnabled, string.Join(' ', webhook.Events))), Is.All.EqualTo((true, "migration.status_changed")));
            Assert.That(webhooks.Take(3).Select(webhook => webhook.PublicId), Is.Unique.And.All.Match("^wh_[0-9a-z]{16}$"));
        });
        await database.InScopeAsync<ICustomerRepository>(async customers =>
        {
            Assert.That(await customers.FindTakenCodeAsync("LATE", CancellationToken.None), Is.EqualTo("late"));
            Assert.That((await customers.FindAsync("ACME", CancellationToken.None))!.Id, Is.EqualTo(2));
        });
    }

    [Test]
    public async Task Sqlite_WhenCreated_ShouldWriteAheadAndCheckForeignKeys()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);

        await database.InScopeAsync<MigrationsDbContext>(async context =>
        {
            Assert.That(await context.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync(), Is.EqualTo("wal"));
            Assert.That(await context.Database.SqlQueryRaw<long>("SELECT foreign_keys AS Value FROM pragma_foreign_keys").SingleAsync(), Is.EqualTo(1));
        });
    }

    private static Task<IReadOnlyList<string>> UpdateAsync(TestDatabase database) =>
        database.InScopeAsync<IDatabaseSchema, IReadOnlyList<string>>(schema => schema.UpdateAsync(CancellationToken.None));

    private static Task StoreAsVersionBeforeAsync(TestDatabase database, long id, string code) => database.InScopeAsync<MigrationsDbContext>(async context =>
    {
        // SQLite keeps moments as ticks.
        object moment = context.Database.IsSqlite() ? Samples.Noon.UtcTicks : Samples.Noon;
        var hash = ApiTokenSecret.Hash(code);
        await context.Database.ExecuteSqlAsync($"INSERT INTO customers (id, code, name, created_at) VALUES ({id}, {code}, 'Customer', {moment})");
        await context.Database.ExecuteSqlAsync($"INSERT INTO api_tokens (hash, is_admin, customer_id, created_at) VALUES ({hash}, {false}, {id}, {moment})");
        await context.Database.ExecuteSqlAsync($"INSERT INTO webhooks (customer_id, url, sealed_secret, created_at) VALUES ({id}, 'https://example.net/', 'sealed', {moment})");
    });
}
