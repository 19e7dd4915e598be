using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations;

/// <summary>Why a migration's state does not allow what was asked for, in words that follow a field's name.</summary>
internal static class Refusals
{
    private const string Cancelled = "is not possible: the migration is being cancelled";

    /// <summary>Why a pause can't be ended.</summary>
    public const string NotPaused = "is not paused";

    /// <summary>Why a migration can't be paused.</summary>
    public static string OfPause(Migration migration) =>
        migration.Status.HasEnded() ? "has ended already" : migration.IsCancelled ? "is being cancelled" : "is paused already";

    /// <summary>Why a mailbox can't be repaired, added or taken out because of its migration; null = it can.</summary>
    /// <param name="migration">The migration.</param>
    /// <param name="endedSince">A migration that ended before this moment is closed; null = any that has ended.</param>
    public static string? OfChange(Migration migration, DateTimeOffset? endedSince = null) =>
        migration.Status.HasEnded()
            ? endedSince is { } threshold && migration.IsWithinReach(threshold) ? null : "can't be changed any more: the migration has ended"
            : migration.IsCancelled ? "can't be changed: the migration is being cancelled"
            : null;

    /// <summary>What is wrong where a run is under way.</summary>
    public const string IsRunning = "can't be changed while its run is under way; wait for the run's end, or pause the migration first if it has not ended";

    /// <summary>Why an execution can't be forced.</summary>
    public static string OfExecution(Migration migration, Execution execution) => (migration.Status, migration.Step, execution) switch
    {
        _ when migration.Status.HasEnded() && execution == Execution.Second && !migration.HasBegunFirst => "must follow the first execution, which has not begun; retry the migration",
        _ when migration.Status.HasEnded() && execution == Execution.Second => "is not possible: the migration has ended, and the passwords have been erased",
        _ when migration.Status.HasEnded() => "is not possible: the migration has ended",
        _ when migration.IsCancelled => Cancelled,
        _ when migration.IsPaused => "is not possible: the migration is paused; resume it first",
        (_, not (MigrationStep.FirstExecution or MigrationStep.SecondExecution), _) or (MigrationStatus.Scheduled, MigrationStep.FirstExecution, _) =>
            "must follow the first execution, which has not begun",
        (MigrationStatus.Running, MigrationStep.FirstExecution, _) or (_, _, Execution.Second) => "is running already",
        _ => "has been done already",
    };

    /// <summary>Why the date of an execution can't be moved.</summary>
    public static string OfMove(Migration migration) =>
        migration.Status.HasEnded() ? "can't be changed: the migration has ended"
            : migration.IsCancelled ? "can't be changed: the migration is being cancelled"
            : "can't be changed: that execution has begun";

    /// <summary>Why a migration can't be deleted.</summary>
    public static string OfDelete(Migration migration) =>
        migration.Status == MigrationStatus.Validating ? "can't be deleted while validating" : "can't be deleted while running";

    /// <summary>Why a migration can't be cancelled.</summary>
    public static string OfCancel(Migration migration) => migration.Status.HasEnded() ? "has ended already" : "is being cancelled already";

    /// <summary>Why a migration can't be tried again.</summary>
    public static string OfRetry(Migration migration) =>
        !migration.Status.HasEnded() ? "has not ended yet"
            : migration.FindRetryable().Count > 0 ? "can't be tried again: the passwords have been erased"
            : "has nothing to try again: every mailbox is a success";
}
