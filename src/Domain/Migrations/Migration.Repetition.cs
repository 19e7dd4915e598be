namespace Hosting.Migrations.Domain.Migrations;

/// <content>Deltas that follow one another: the second execution, again and again until a last date.</content>
public sealed partial class Migration
{
    /// <summary>The hours from one delta to the next; null = the second execution is done once.</summary>
    public int? SecondExecutionEvery { get; private set; }

    /// <summary>The moment after which no further delta is due, in UTC; null = the second execution is done once.</summary>
    public DateTimeOffset? SecondExecutionUntil { get; private set; }

    /// <summary>How often the second execution is done again; null = it is done once.</summary>
    public Repetition? Repetition =>
        SecondExecutionEvery is { } hours && SecondExecutionUntil is { } until ? new Repetition(hours, until) : null;

    /// <summary>Whether the repetition can be changed now.</summary>
    public bool CanMoveRepetition => !IsCancelled && MigrationLifeCycle.Allows(State, MigrationTransition.MoveRepetition);

    /// <summary>Whether a delta of any mailbox has begun.</summary>
    private bool HasBegunSecond => LoadedResources.Exists(resource => resource.FindRun(MigrationStep.SecondExecution) is not null);

    private DateTimeOffset? FindNextDelta(DateTimeOffset now) =>
        Step == MigrationStep.SecondExecution && !IsCancelled && SecondExecutionDate is { } date ? Repetition?.NextAfter(date, now) : null;

    private void Repeat(Repetition? repetition) => (SecondExecutionEvery, SecondExecutionUntil) = (repetition?.Hours, repetition?.Until.ToUniversalTime());
}
