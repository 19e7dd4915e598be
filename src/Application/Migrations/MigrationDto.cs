using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations;

/// <summary>A migration as API clients see it.</summary>
// The order of the properties is the contract's.
public record MigrationDto
{
    /// <summary>Where the migration stands.</summary>
    /// <example>scheduled</example>
    public required MigrationStatus Status { get; init; }

    /// <summary>Which step the status speaks of, or <c>cancelled</c> or <c>paused</c>.</summary>
    /// <example>first execution</example>
    public required string? StatusDetail { get; init; }

    /// <summary>Code that names the migration: MG followed by 8 digits.</summary>
    /// <example>MG12345678</example>
    public required string Code { get; init; }

    /// <summary>Name under which the service keeps the file.</summary>
    /// <example>20261123101530_MG12345678.csv</example>
    public required string CsvFileName { get; init; }

    /// <summary>Name that the client uploaded it under.</summary>
    /// <example>mailboxes.csv</example>
    public required string OriginalCsvFileName { get; init; }

    /// <summary>Bytes.</summary>
    /// <example>2048</example>
    public required int CsvFileSize { get; init; }

    /// <summary>Kind of source server.</summary>
    /// <example>standard_ssl</example>
    [OneOf<Preset>]
    public required string Preset { get; init; }

    /// <summary>Whether the latest run of any resource ended in error or crashed.</summary>
    public required bool ResourcesHasErrors { get; init; }

    /// <summary>An admin forced the first execution to run at once.</summary>
    public required bool AdminFirstExecutionOverride { get; init; }

    /// <summary>An admin forced the second execution to run at once.</summary>
    public required bool AdminSecondExecutionOverride { get; init; }

    /// <summary>Number of mailboxes parsed from the CSV file.</summary>
    /// <example>25</example>
    public required int Resources { get; init; }

    /// <summary>Whether DELETE is allowed now.</summary>
    public required bool CanDelete { get; init; }

    /// <summary>The client asked for the first execution to run as soon as validation is over.</summary>
    public required bool ExecuteNow { get; init; }

    /// <summary>An execution is due and has not started within the lateness threshold.</summary>
    public required bool IsLate { get; init; }

    /// <summary>Code of the customer that owns the migration.</summary>
    /// <example>C1001</example>
    public required string Owner { get; init; }

    /// <summary>When the migration was created.</summary>
    /// <example>2026-11-23T10:15:30.123Z</example>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the migration last changed.</summary>
    /// <example>2026-11-23T10:16:02.500Z</example>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When the first execution is or was due; null until validation is over if it is to run at once.</summary>
    /// <example>2026-11-28T22:00:00.000Z</example>
    public required DateTimeOffset? FirstExecutionDate { get; init; }

    /// <summary>When the second execution is or was due; null = none is planned.</summary>
    /// <example>2026-12-02T22:00:00.000Z</example>
    public required DateTimeOffset? SecondExecutionDate { get; init; }

    /// <summary>Only messages received on or after this moment are copied; null = all.</summary>
    /// <example>2026-05-23T00:00:00.000Z</example>
    public required DateTimeOffset? FromDate { get; init; }
}
