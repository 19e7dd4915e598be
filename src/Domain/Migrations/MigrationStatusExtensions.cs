namespace Hosting.Migrations.Domain.Migrations;

/// <summary>What follows from a status alone.</summary>
public static class MigrationStatusExtensions
{
    /// <summary>Whether nothing more will happen, unless the migration is tried again.</summary>
    /// <param name="status">Where a migration stands.</param>
    public static bool HasEnded(this MigrationStatus status) =>
        status is MigrationStatus.Failed or MigrationStatus.CompletedWithErrors or MigrationStatus.Completed;
}
