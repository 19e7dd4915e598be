using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.SampleData;

/// <summary>The state into which a sample migration is brought.</summary>
/// <param name="Status">Where it shall stand.</param>
/// <param name="Step">The step in which it shall stand there.</param>
/// <param name="HasSecond">Whether a second execution is planned.</param>
/// <param name="IsLate">Whether its next execution is overdue.</param>
internal sealed record SampleState(MigrationStatus Status, MigrationStep? Step, bool HasSecond, bool IsLate = false)
{
    /// <summary>Whether the first execution lies so close to the creation that the client may have asked for it at once.</summary>
    public bool MayExecuteNow => !HasSecond && Status is MigrationStatus.Completed or MigrationStatus.CompletedWithErrors;

    /// <summary>When the first execution is due.</summary>
    public DateTimeOffset DueAt(DateTimeOffset createdAt, DateTimeOffset asOf, Random random)
    {
        var isOpen = Step is null or MigrationStep.TestRun || (Status, Step) == (MigrationStatus.Scheduled, MigrationStep.FirstExecution);
        return isOpen && !IsLate ? asOf.AddHours(3 + random.Next(24 * 30)) : createdAt.AddHours(1 + random.Next(4));
    }

    /// <summary>When the second execution is due; null where none is planned.</summary>
    public DateTimeOffset? SecondDueAt(DateTimeOffset firstDueAt, DateTimeOffset asOf, Random random)
    {
        if (!HasSecond)
        {
            return null;
        }

        var days = 2 + random.Next(12);
        return (Status, Step) switch
        {
            (MigrationStatus.Scheduled, MigrationStep.SecondExecution) => asOf.AddDays(days),
            (MigrationStatus.Running, MigrationStep.SecondExecution) => asOf.AddHours(-days / 2.0),
            _ => firstDueAt.AddDays(days),
        };
    }
}
