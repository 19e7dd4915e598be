namespace Hosting.Migrations.Domain.Migrations;

/// <summary>A migration has come to a state, or was paused or resumed in one. Kept, so that whoever follows it late misses nothing.</summary>
public sealed class MigrationEvent
{
    /// <summary>Notes where a migration stands now.</summary>
    /// <param name="migration">The migration.</param>
    public MigrationEvent(Migration migration) => (MigrationId, Status, Step, IsCancelled, IsPaused, OccurredAt) =
        (migration.Id, migration.Status, migration.Step, migration.IsCancelled, migration.IsPaused, migration.UpdatedAt);

    private MigrationEvent()
    {
    }

    /// <summary>The database's key, which grows from event to event of one migration; 0 until stored.</summary>
    public long Id { get; private set; }

    /// <summary>The key of the migration.</summary>
    public long MigrationId { get; private set; }

    /// <summary>Where the migration stood from then on.</summary>
    public MigrationStatus Status { get; private set; }

    /// <summary>The step that <see cref="Status"/> speaks of; null while waiting for a slot.</summary>
    public MigrationStep? Step { get; private set; }

    /// <summary>Whether the migration had been called off by then.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Whether the migration was paused then.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>When it came there, in UTC.</summary>
    public DateTimeOffset OccurredAt { get; private set; }
}
