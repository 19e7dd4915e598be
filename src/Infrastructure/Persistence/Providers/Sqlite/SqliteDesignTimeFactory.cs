using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.Sqlite;

internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteMigrationsDbContext>
{
    public SqliteMigrationsDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteMigrationsDbContext>();
        SqliteMigrationsDbContext.Use(options, "Data Source=design-time.db");
        return new SqliteMigrationsDbContext(options.Options);
    }
}
