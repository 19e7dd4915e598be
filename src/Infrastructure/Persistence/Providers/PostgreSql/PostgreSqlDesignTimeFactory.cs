using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.PostgreSql;

internal sealed class PostgreSqlDesignTimeFactory : IDesignTimeDbContextFactory<PostgreSqlMigrationsDbContext>
{
    public PostgreSqlMigrationsDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgreSqlMigrationsDbContext>();
        PostgreSqlMigrationsDbContext.Use(options, "Host=localhost;Database=design-time");
        return new PostgreSqlMigrationsDbContext(options.Options);
    }
}
