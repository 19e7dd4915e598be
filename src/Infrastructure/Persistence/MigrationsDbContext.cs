using Hosting.Migrations.Application;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Webhooks;
using Hosting.Migrations.Infrastructure.Persistence.Checkpoints;
using Hosting.Migrations.Infrastructure.Persistence.Configurations;
using Hosting.Migrations.Infrastructure.Persistence.Counting;
using Hosting.Migrations.Infrastructure.Persistence.Idempotency;
using Hosting.Migrations.Infrastructure.Persistence.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Query;

namespace Hosting.Migrations.Infrastructure.Persistence;

/// <summary>The model that all providers share. Each provider derives a thin context, which owns its schema migrations.</summary>
internal abstract partial class MigrationsDbContext(DbContextOptions options) : DbContext(options), IUnitOfWork
{
    private const int MaxEnumLength = 32;

    public DbSet<Migration> Migrations => Set<Migration>();

    public DbSet<MigrationCount> MigrationCounts => Set<MigrationCount>();

    public DbSet<MonthCount> MonthCounts => Set<MonthCount>();

    public DbSet<MigrationResource> MigrationResources => Set<MigrationResource>();

    public DbSet<Run> Runs => Set<Run>();

    public DbSet<WorkItem> WorkItems => Set<WorkItem>();

    public DbSet<WorkLane> WorkLanes => Set<WorkLane>();

    public DbSet<WorkTurn> WorkTurns => Set<WorkTurn>();

    public DbSet<WorkDuty> WorkDuties => Set<WorkDuty>();

    public DbSet<WorkPause> WorkPauses => Set<WorkPause>();

    public DbSet<RefusedLogin> RefusedLogins => Set<RefusedLogin>();

    public DbSet<RunReportEntry> RunReportEntries => Set<RunReportEntry>();

    public DbSet<MigrationEvent> MigrationEvents => Set<MigrationEvent>();

    public DbSet<StoredIdempotencyKey> IdempotencyKeys => Set<StoredIdempotencyKey>();

    public DbSet<Webhook> Webhooks => Set<Webhook>();

    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    public DbSet<Connection> Connections => Set<Connection>();

    public DbSet<ConnectionGrant> ConnectionGrants => Set<ConnectionGrant>();

    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    public DbSet<StoredCheckpoint> FolderCheckpoints => Set<StoredCheckpoint>();

    /// <summary>The migrations whose folded text holds a folded term, found by the best index that the database has for it.</summary>
    public virtual IQueryable<Migration> Search(string foldedTerm) => LookThrough(foldedTerm);

    /// <summary>The same, found by looking at each text on the way through a list.</summary>
    public virtual IQueryable<Migration> LookThrough(string foldedTerm) =>
        Migrations.Where(migration => migration.SearchableText.Contains(foldedTerm));

    /// <summary>The text by which a mailbox is found, as <see cref="SearchText.Of"/> makes it, as far as the database can fold.</summary>
    public static string MailboxText(string code, string localEmail, string remoteUsername, string remoteServer) =>
        throw new NotSupportedException("It is the database's.");

    /// <summary>The mailboxes whose folded text holds a folded term, found by an index; null where the database has none for it.</summary>
    public virtual IQueryable<MigrationResource>? SearchMailboxes(string foldedTerm) => null;

    /// <summary>Those of some mailboxes whose folded text holds a folded term, found by looking at each.</summary>
    public virtual IQueryable<MigrationResource> LookThroughMailboxes(IQueryable<MigrationResource> mailboxes, string foldedTerm) => mailboxes.Where(mailbox =>
        MailboxText(mailbox.Code, mailbox.LocalEmail, mailbox.RemoteUsername, mailbox.RemoteServer).Contains(foldedTerm));

    /// <summary>Makes other processes wait that want to change the schema, until <see cref="UnlockSchemaAsync"/> on the same connection.</summary>
    public virtual Task LockSchemaAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task UnlockSchemaAsync() => Task.CompletedTask;

    // Whoever changes a row has it until the end of the transaction, in every database; in SQLite, all of the file. Who freezes in the middle holds up
    // the same customer's uploads alone, and these only as long as the database lets it be idle.
    Task IUnitOfWork.TakeTurnAsync(long customerId, CancellationToken cancellationToken) =>
        HoldAsync(Customers.Where(customer => customer.Id == customerId), update => update.SetProperty(customer => customer.Name, customer => customer.Name), cancellationToken);

    Task IUnitOfWork.HoldRunsAsync(long migrationId, CancellationToken cancellationToken) => HoldAsync(
        Migrations.Where(migration => migration.Id == migrationId),
        update => update.SetProperty(migration => migration.ResourceCount, migration => migration.ResourceCount),
        cancellationToken);

    async Task IUnitOfWork.SaveChangesAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SaveChangesAsync(cancellationToken);
            if (Database.CurrentTransaction is { } turn)
            {
                await turn.CommitAsync(cancellationToken);
            }
        }
        catch (Exception fault) when (fault is DbUpdateConcurrencyException || fault.IsTakenKey() || fault.IsMissingReference() || fault.IsRolledBack())
        {
            throw new ConcurrentChangeException(fault);
        }
        catch (DbUpdateException fault) when (ChangeTracker.Entries<Migration>().Any())
        {
            // What was added may meet what somebody else has added before the revision is come to.
            if (await IsOutdatedAsync(cancellationToken))
            {
                throw new ConcurrentChangeException(fault);
            }

            throw;
        }
    }

    void IUnitOfWork.Forget()
    {
        ChangeTracker.Clear();
        _notes.Clear();
        Database.CurrentTransaction?.Dispose();
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        NoteChanges();
        return _cause is { } cause
            ? SaveAndTellAsync(cause, acceptAllChangesOnSuccess, cancellationToken)
            : base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        if (_cause is not null)
        {
            throw new InvalidOperationException("What is told in the audit log is stored asynchronously.");
        }

        NoteChanges();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    private async Task HoldAsync<T>(IQueryable<T> row, Action<UpdateSettersBuilder<T>> asItIs, CancellationToken cancellationToken)
    {
        await Database.BeginTransactionAsync(cancellationToken);
        await row.ExecuteUpdateAsync(asItIs, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(MigrationsDbContext).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        StoreAsText<MigrationStatus>(configurationBuilder);
        StoreAsText<MigrationStep>(configurationBuilder);
        StoreAsText<Preset>(configurationBuilder);
        StoreAsText<ResourceStatus>(configurationBuilder);
        StoreAsText<RunStatus>(configurationBuilder);
        StoreAsText<CopyFault>(configurationBuilder);
        StoreAsText<TokenScope>(configurationBuilder);
        StoreAsText<ConnectionKind>(configurationBuilder);
    }

    // What everybody who changes something must not forget: numbers that tell of changes at once, and events of where a migration has come to.
    private void NoteChanges()
    {
        foreach (var entry in ChangeTracker.Entries<MigrationResource>().Where(entry => entry.State == EntityState.Modified))
        {
            var version = entry.Property<long?>(MigrationResourceConfiguration.Version);
            version.CurrentValue = (version.OriginalValue ?? 0) + 1;
        }

        foreach (var entry in ChangeTracker.Entries<Run>().Where(entry => entry.State == EntityState.Modified))
        {
            foreach (var claim in RunConfiguration.OfVersionBefore)
            {
                entry.Property(claim).CurrentValue = null;
            }
        }

        foreach (var entry in ChangeTracker.Entries<Migration>().Where(entry => entry.State is EntityState.Added or EntityState.Modified).ToList())
        {
            var revision = entry.Property<long>(MigrationConfiguration.Revision);
            revision.CurrentValue = revision.OriginalValue + 1;
            if (entry.State == EntityState.Added || HasMoved(entry))
            {
                var happened = Add(new MigrationEvent(entry.Entity)).Property(happened => happened.MigrationId);
                (happened.CurrentValue, happened.IsTemporary) = (entry.Property(migration => migration.Id).CurrentValue, entry.State == EntityState.Added);
            }
        }
    }

    private static bool HasMoved(EntityEntry<Migration> entry) =>
        entry.Property(migration => migration.Status).IsModified
        || entry.Property(migration => migration.Step).IsModified
        || entry.Property(migration => migration.CancelledAt).IsModified
        || entry.Property(migration => migration.PausedAt).IsModified;

    private async Task<bool> IsOutdatedAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in ChangeTracker.Entries<Migration>().Where(entry => entry.State is EntityState.Modified or EntityState.Deleted))
        {
            var (id, revision) = (entry.Entity.Id, entry.Property<long>(MigrationConfiguration.Revision).OriginalValue);
            if (!await Migrations.AnyAsync(
                migration => migration.Id == id && EF.Property<long>(migration, MigrationConfiguration.Revision) == revision, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private static void StoreAsText<TEnum>(ModelConfigurationBuilder configurationBuilder)
        where TEnum : struct, Enum =>
        configurationBuilder.Properties<TEnum>().HaveConversion<EnumTextConverter<TEnum>>().HaveMaxLength(MaxEnumLength);
}
