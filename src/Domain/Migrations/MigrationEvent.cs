namespace Hosting.Migrations.Domain.Migrations;

/// <summary>A migration has come to a state, or was paused or resumed in one. Kept, so that whoever follows it late misses nothing.</summary>
public sealed class MigrationEvent
{
    internal MigrationEvent(MigrationState state, bool isCancelled, bool isPaused, DateTimeOffset occurredAt) =>
        (Status, Step, IsCancelled, IsPaused, OccurredAt) = (state.Status, state.Step, isCancelled, isPaused, occurredAt);

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

    /// <summary>When those who want to be told of it were written down, in UTC; null until then.</summary>
    public DateTimeOffset? AnnouncedAt { get; private set; }

    /// <summary>Notes that those who want to be told of it have been written down.</summary>
    /// <param name="now">The moment.</param>
    public void Announce(DateTimeOffset now) => AnnouncedAt = now.ToUniversalTime();
}
