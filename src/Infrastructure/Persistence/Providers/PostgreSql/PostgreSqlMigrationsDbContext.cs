using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.Persistence.Counting;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.PostgreSql;

internal sealed class PostgreSqlMigrationsDbContext(DbContextOptions<PostgreSqlMigrationsDbContext> options) : MigrationsDbContext(options)
{
    // Any number will do that nobody else takes.
    private const long SchemaLock = 0x486f7374696e67;

    public static void Use(DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(WithDefaults(connectionString)).UseSnakeCaseNamingConvention().AddInterceptors(new PlanForTheTermInterceptor());

    // EF Core's own lock ends with each schema migration's transaction; a second process would apply the next one again.
    public override Task LockSchemaAsync(CancellationToken cancellationToken) =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({SchemaLock})", cancellationToken);

    public override Task UnlockSchemaAsync() =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({SchemaLock})", CancellationToken.None);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);

        // A substring search can use no ordinary index; one over trigrams it can.
        modelBuilder.HasPostgresExtension("pg_trgm");
        modelBuilder.Entity<Migration>().HasIndex(migration => migration.SearchableText).HasMethod("gin").HasOperators("gin_trgm_ops");

        // Room on each page for the next version of a row that changes with every write.
        modelBuilder.Entity<MigrationCount>().HasStorageParameter("fillfactor", 50);
    }

    /// <summary>Statements that come again and again are prepared, and a connection is handed on as it is, unless the operator says otherwise.</summary>
    private static string WithDefaults(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (!builder.ShouldSerialize("Max Auto Prepare"))
        {
            builder.MaxAutoPrepare = 50;
            builder.AutoPrepareMinUsages = 2;
        }

        if (!builder.ShouldSerialize("No Reset On Close"))
        {
            builder.NoResetOnClose = true;
        }

        return builder.ConnectionString;
    }
}
