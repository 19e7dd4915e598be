using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Report;

/// <summary>What a migration has done with each mailbox.</summary>
public sealed record ReportDto
{
    /// <summary>The migration's code.</summary>
    /// <example>MG12345678</example>
    public required string Code { get; init; }

    /// <summary>Where the migration stands.</summary>
    public required MigrationStatus Status { get; init; }

    /// <summary>Which step the status speaks of, or that the migration was cancelled or is paused.</summary>
    public required string? StatusDetail { get; init; }

    /// <summary>Every mailbox, in the file's order.</summary>
    public required IAsyncEnumerable<ReportResourceDto> Resources { get; init; }
}
