namespace Hosting.Migrations.Domain.Migrations;

/// <summary>When the executions of a migration are due.</summary>
/// <param name="First">The first, in UTC; null while it is open.</param>
/// <param name="Second">The second; null = none is planned.</param>
/// <param name="Repetition">How often the second is done again; null = it is done once.</param>
public sealed record ExecutionDates(DateTimeOffset? First, DateTimeOffset? Second, Repetition? Repetition = null)
{
    /// <summary>The dates that a migration has.</summary>
    /// <param name="migration">The migration.</param>
    public static ExecutionDates Of(Migration migration) => new(migration.FirstExecutionDate, migration.SecondExecutionDate, migration.Repetition);
}
