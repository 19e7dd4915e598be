using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.SqlServer;

internal sealed class SqlServerDesignTimeFactory : IDesignTimeDbContextFactory<SqlServerMigrationsDbContext>
{
    public SqlServerMigrationsDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqlServerMigrationsDbContext>();
        SqlServerMigrationsDbContext.Use(options, "Server=localhost;Database=design-time");
        return new SqlServerMigrationsDbContext(options.Options);
    }
}
