namespace Hosting.Migrations.Application.Workers;

/// <summary>A claim that has ended without its worker's having shown up.</summary>
/// <param name="Run">The run.</param>
/// <param name="MigrationId">The key of its migration.</param>
public sealed record ExpiredClaim(RunKey Run, long MigrationId);
