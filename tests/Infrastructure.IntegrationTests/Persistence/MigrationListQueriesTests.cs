using Hosting.Migrations.Infrastructure.Persistence;
using Hosting.Migrations.Infrastructure.Persistence.Providers.PostgreSql;
using Hosting.Migrations.Infrastructure.Persistence.Providers.Sqlite;
using Hosting.Migrations.Infrastructure.Persistence.Providers.SqlServer;
using Hosting.Migrations.Infrastructure.Persistence.Repositories;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

public sealed class MigrationListQueriesTests
{
    private static readonly TestCaseData<MigrationsDbContext>[] Contexts =
    [
        new(new SqliteDesignTimeFactory().CreateDbContext([])) { TestName = "SQLite" },
        new(new PostgreSqlDesignTimeFactory().CreateDbContext([])) { TestName = "PostgreSQL" },
        new(new SqlServerDesignTimeFactory().CreateDbContext([])) { TestName = "SQL Server" },
    ];

    [TestCaseSource(nameof(Contexts))]
    public void Translate_WhenThereIsNoDatabase_ShouldNotNeedOne(object context)
    {
        using var db = (MigrationsDbContext)context;

        Assert.That(() => new MigrationListQueries().Translate(db), Throws.Nothing);
        Assert.That(File.Exists("design-time.db"), Is.False);
    }
}
