using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.PostgreSql;

internal sealed class PostgreSqlMigrationsDbContext(DbContextOptions<PostgreSqlMigrationsDbContext> options) : MigrationsDbContext(options)
{
    public static void Use(DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(connectionString).UseSnakeCaseNamingConvention();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);

        // A substring search can use no ordinary index; one over trigrams it can.
        modelBuilder.HasPostgresExtension("pg_trgm");
        modelBuilder.Entity<Migration>().HasIndex(migration => migration.SearchableText).HasMethod("gin").HasOperators("gin_trgm_ops");
    }
}
