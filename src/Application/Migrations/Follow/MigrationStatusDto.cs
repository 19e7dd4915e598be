using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Follow;

/// <summary>A state that a migration has come to.</summary>
/// <param name="Status">Where the migration stood from then on.</param>
/// <param name="StatusDetail">Which step the status speaks of, or that the migration was cancelled or paused.</param>
/// <param name="OccurredAt">When it came there.</param>
public sealed record MigrationStatusDto(MigrationStatus Status, string? StatusDetail, DateTimeOffset OccurredAt);
