namespace Hosting.Migrations.Domain.Migrations;

/// <summary>A status together with the step that it speaks of.</summary>
/// <param name="Status">Where the migration stands.</param>
/// <param name="Step">The step that is waited for, under way or ended last; null while waiting for a slot.</param>
public readonly record struct MigrationState(MigrationStatus Status, MigrationStep? Step)
{
    /// <inheritdoc />
    public override string ToString() => Step is null ? $"{Status}" : $"{Status} ({Step})";
}
