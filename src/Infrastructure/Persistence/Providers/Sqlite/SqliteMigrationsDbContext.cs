using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Webhooks;
using Hosting.Migrations.Infrastructure.Persistence.Auditing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.Sqlite;

internal sealed class SqliteMigrationsDbContext(DbContextOptions<SqliteMigrationsDbContext> options) : MigrationsDbContext(options)
{
    // What the index is made of; it knows nothing of shorter terms.
    private const int GramLength = 3;

    public static void Use(DbContextOptionsBuilder options, string connectionString) =>
        options.UseSqlite(connectionString).UseSnakeCaseNamingConvention().AddInterceptors(MailboxTextFunction.Instance);

    /// <summary>By the full-text index over trigrams, for which a quoted phrase is a substring, whatever characters it has.</summary>
    public override IQueryable<Migration> Search(string foldedTerm)
    {
        if (foldedTerm.EnumerateRunes().Count() < GramLength)
        {
            return base.Search(foldedTerm);
        }

        var phrase = $"\"{foldedTerm.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        return Migrations.FromSql(
            $"SELECT * FROM migrations WHERE id IN (SELECT rowid FROM migration_search WHERE migration_search MATCH {phrase})");
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<AuditEntry>().Property(entry => entry.OccurredAt).HasDefaultValueSql("(CAST(strftime('%s', 'now') AS INTEGER) + 62135596800) * 10000000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER) * 10000");

        modelBuilder.HasDbFunction(typeof(MigrationsDbContext).GetMethod(nameof(MailboxText))!).HasName(MailboxTextFunction.Name);

        // A column that is added here can have no default that differs by row: what a version before adds has no name.
        modelBuilder.Entity<Webhook>().Property(webhook => webhook.PublicId).HasDefaultValue(string.Empty);
        modelBuilder.Entity<Webhook>().HasIndex(webhook => webhook.PublicId).HasFilter("public_id <> ''");
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);

        // SQLite has no type for a moment, and EF Core refuses to sort by the text that it would store instead.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
    }

    private sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
        moment => moment.UtcTicks,
        ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
