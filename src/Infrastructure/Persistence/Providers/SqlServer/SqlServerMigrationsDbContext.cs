using System.Diagnostics.CodeAnalysis;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Webhooks;
using Hosting.Migrations.Infrastructure.Persistence.Auditing;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.SqlServer;

internal sealed class SqlServerMigrationsDbContext(DbContextOptions<SqlServerMigrationsDbContext> options) : MigrationsDbContext(options)
{
    private const string InSql = "The database folds, which knows no other way.";

    // Codes and folded search texts compare by code point on the other databases; so they do here.
    private const string Collation = "Latin1_General_100_BIN2";

    public static void Use(DbContextOptionsBuilder options, string connectionString) =>
        options.UseSqlServer(connectionString).UseSnakeCaseNamingConvention();

    /// <summary>Field by field, as the database folds.</summary>
    [SuppressMessage("Globalization", "CA1304", Justification = InSql)]
    [SuppressMessage("Globalization", "CA1311", Justification = InSql)]
    [SuppressMessage("Performance", "CA1862", Justification = InSql)]
    public override IQueryable<MigrationResource> LookThroughMailboxes(IQueryable<MigrationResource> mailboxes, string foldedTerm) => mailboxes.Where(mailbox =>
        mailbox.Code.ToUpper().Contains(foldedTerm)
        || mailbox.LocalEmail.ToUpper().Contains(foldedTerm)
        || mailbox.RemoteUsername.ToUpper().Contains(foldedTerm)
        || mailbox.RemoteServer.ToUpper().Contains(foldedTerm));

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<AuditEntry>().Property(entry => entry.OccurredAt).HasDefaultValueSql("todatetimeoffset(sysutcdatetime(), '+00:00')");

        // Without full-text search, a search has to look at every text. In this index they stand close together, and in the list's order.
        SqlServerIndexBuilderExtensions.IncludeProperties(
            modelBuilder.Entity<Migration>().HasIndex(migration => new { migration.CreatedAt, migration.Id }),
            migration => migration.SearchableText);

        // What a version before adds has a name too.
        modelBuilder.Entity<Webhook>().Property(webhook => webhook.PublicId)
            .HasDefaultValueSql("'wh_' + lower(left(replace(convert(char(36), newid()), '-', ''), 16))");

        // SQL Server refuses a plain OUTPUT clause on a table that has triggers.
        modelBuilder.Entity<Migration>().ToTable(table => table.HasTrigger("migrations_count"));
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<string>().UseCollation(Collation);
    }
}
