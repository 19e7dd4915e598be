using System.ComponentModel;

namespace Hosting.Migrations.Application.Migrations;

/// <summary>A migration as API clients see it. The order of the properties is the contract's.</summary>
public sealed record MigrationDto
{
    /// <summary>Where the migration stands.</summary>
    [Description("Where the migration stands.")]
    public required string Status { get; init; }

    /// <summary>The step that the status speaks of; null while waiting for a slot.</summary>
    [Description("Which step the status speaks of, or why it failed.")]
    public required string? StatusDetail { get; init; }

    /// <summary>The code by which clients name the migration.</summary>
    [Description("Code that names the migration: MG followed by 8 digits.")]
    public required string Code { get; init; }

    /// <summary>The name under which the service keeps the file.</summary>
    [Description("Name under which the service keeps the file.")]
    public required string CsvFileName { get; init; }

    /// <summary>The name under which the client uploaded the file.</summary>
    [Description("Name that the client uploaded it under.")]
    public required string OriginalCsvFileName { get; init; }

    /// <summary>The file's size in bytes.</summary>
    [Description("Bytes.")]
    public required int CsvFileSize { get; init; }

    /// <summary>The kind of source server.</summary>
    [Description("Kind of source server.")]
    public required string Preset { get; init; }

    /// <summary>Whether the latest run of any resource ended in an error or crashed.</summary>
    [Description("Whether the latest run of any resource ended in error or crashed.")]
    public required bool ResourcesHasErrors { get; init; }

    /// <summary>Whether an admin forced the first execution.</summary>
    [Description("An admin forced the first execution to run at once.")]
    public required bool AdminFirstExecutionOverride { get; init; }

    /// <summary>Whether an admin forced the second execution.</summary>
    [Description("An admin forced the second execution to run at once.")]
    public required bool AdminSecondExecutionOverride { get; init; }

    /// <summary>The number of mailboxes in the file.</summary>
    [Description("Number of mailboxes parsed from the CSV file.")]
    public required int Resources { get; init; }

    /// <summary>Whether DELETE is allowed now.</summary>
    [Description("Whether DELETE is allowed now.")]
    public required bool CanDelete { get; init; }

    /// <summary>Whether the client asked for the first execution as soon as validation is over.</summary>
    [Description("The client asked for the first execution to run as soon as validation is over.")]
    public required bool ExecuteNow { get; init; }

    /// <summary>Whether an execution is overdue by more than the tolerated delay.</summary>
    [Description("An execution is due and has not started within the lateness threshold.")]
    public required bool IsLate { get; init; }

    /// <summary>The code of the customer that owns the migration.</summary>
    [Description("Code of the customer that owns the migration.")]
    public required string Owner { get; init; }

    /// <summary>When the migration was created.</summary>
    [Description("When the migration was created.")]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the migration last changed.</summary>
    [Description("When the migration last changed.")]
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When the first execution is or was due.</summary>
    [Description("When the first execution is or was due; null until validation is over if it is to run at once.")]
    public required DateTimeOffset? FirstExecutionDate { get; init; }

    /// <summary>When the second execution is or was due.</summary>
    [Description("When the second execution is or was due; null = none is planned.")]
    public required DateTimeOffset? SecondExecutionDate { get; init; }

    /// <summary>Only messages received on or after this moment are copied.</summary>
    [Description("Only messages received on or after this moment are copied; null = all.")]
    public required DateTimeOffset? FromDate { get; init; }
}
