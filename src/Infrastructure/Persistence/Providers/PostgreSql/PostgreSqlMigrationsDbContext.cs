using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Webhooks;
using Hosting.Migrations.Infrastructure.Persistence.Auditing;
using Hosting.Migrations.Infrastructure.Persistence.Configurations;
using Hosting.Migrations.Infrastructure.Persistence.Counting;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.PostgreSql;

internal sealed class PostgreSqlMigrationsDbContext(DbContextOptions<PostgreSqlMigrationsDbContext> options) : MigrationsDbContext(options)
{
    // Any number will do that nobody else takes.
    private const long SchemaLock = 0x486f7374696e67;

    private static readonly TimeSpan SchemaLockPause = TimeSpan.FromMilliseconds(200);

    public static void Use(DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(WithDefaults(connectionString)).UseSnakeCaseNamingConvention();

    /// <summary>By the index over the text's grams. See <see cref="SearchGrams"/>.</summary>
    public override IQueryable<Migration> Search(string foldedTerm)
    {
        var grams = SearchGrams.QueryFor(foldedTerm);

        // The subquery keeps the planner from guessing how many match: whatever the term is, the index is the way to find them.
        var candidates = Migrations.FromSql($"SELECT * FROM migrations WHERE search_grams(searchable_text) @@ (SELECT {grams}::tsquery)");
        return SearchGrams.AreExactFor(foldedTerm) ? candidates : candidates.Where(migration => migration.SearchableText.Contains(foldedTerm));
    }

    /// <summary>By a condition whose outcome the planner does not guess: by LIKE it would now and then sort the whole table.</summary>
    public override IQueryable<Migration> LookThrough(string foldedTerm) =>
        Migrations.FromSql($"SELECT * FROM migrations WHERE strpos(searchable_text, {foldedTerm}) > 0");

    /// <summary>By the index over the grams of what a mailbox is found by, in the same way.</summary>
    public override IQueryable<MigrationResource> SearchMailboxes(string foldedTerm)
    {
        var grams = SearchGrams.QueryFor(foldedTerm);
        var candidates = MigrationResources.FromSql(
            $"SELECT * FROM migration_resources WHERE search_grams(mailbox_text(code, local_email, remote_username, remote_server)) @@ (SELECT {grams}::tsquery)");
        return SearchGrams.AreExactFor(foldedTerm) ? candidates : LookThroughMailboxes(candidates, foldedTerm);
    }

    // EF Core's own lock ends with each schema migration's transaction; a second process would apply the next one again.
    public override async Task LockSchemaAsync(CancellationToken cancellationToken)
    {
        // Another process may take its time over a large table.
        await Database.ExecuteSqlAsync($"SET lock_timeout = 0", cancellationToken);

        // Not by a statement that waits: what builds an index beside everything else waits for every statement that was begun before, and so for that.
        while (!await Database.SqlQuery<bool>($"SELECT pg_try_advisory_lock({SchemaLock}) AS \"Value\"").SingleAsync(cancellationToken))
        {
            await Task.Delay(SchemaLockPause, cancellationToken);
        }
    }

    public override async Task UnlockSchemaAsync()
    {
        await Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({SchemaLock})", CancellationToken.None);
        await Database.ExecuteSqlAsync($"RESET lock_timeout", CancellationToken.None);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<AuditEntry>().Property(entry => entry.OccurredAt).HasDefaultValueSql("clock_timestamp()");

        // Room on each page for the next version of a row that changes with every write.
        modelBuilder.Entity<MigrationCount>().HasStorageParameter("fillfactor", 50);
        modelBuilder.Entity<MonthCount>().HasStorageParameter("fillfactor", 50);

        // A run changes where a mailbox stands: with room on its page, and as the search does not look at that, no index is touched.
        modelBuilder.Entity<MigrationResource>().HasStorageParameter("fillfactor", 85);
        modelBuilder.Entity<Run>().HasIndex(run => new { run.Fault, run.ResourceId }).IsCreatedConcurrently();
        modelBuilder.HasDbFunction(typeof(MigrationsDbContext).GetMethod(nameof(MailboxText))!).HasName("mailbox_text");

        // What a version before adds has a name too.
        modelBuilder.Entity<Webhook>().Property(webhook => webhook.PublicId)
            .HasDefaultValueSql("'wh_' || left(replace(gen_random_uuid()::text, '-', ''), 16)");

        // A truth value is no number here.
        modelBuilder.Entity<Run>().HasIndex(run => run.ResourceId, RunConfiguration.Waiting).HasFilter("is_waiting");
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

        if (!builder.ShouldSerialize("Options"))
        {
            // To compile a plan takes longer than it runs. The memory is for the matches of a common term, one by one: where it lacks,
            // PostgreSQL remembers pages and has to look at each row again.
            // A process that freezes in the middle of a transaction must not hold others up until its lease ends.
            builder.Options = "-c jit=off -c work_mem=32MB -c idle_in_transaction_session_timeout=15s -c lock_timeout=10s";
        }

        return builder.ConnectionString;
    }
}
