using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Create;
using Hosting.Migrations.Application.Migrations.Selection;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Selection;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>The file, and how what it names is migrated.</summary>
public sealed record CreateMigrationDto
{
    /// <summary>Original migration CSV file name.</summary>
    [Required]
    [MaxLength(CsvFile.MaxNameLength)]
    public required string CsvFileName { get; init; }

    /// <summary>Migration CSV file content.</summary>
    public required string CsvFileContent { get; init; }

    /// <summary>Migration CSV file size in bytes. Where given, it must equal the UTF-8 length of the content.</summary>
    public int CsvFileSize { get; init; }

    /// <summary>Migration preset name.</summary>
    [OneOf<Preset>]
    public required string Preset { get; init; }

    /// <summary>Customer code that owns the migration. Admin only.</summary>
    public string CustomerCode { get; init; } = string.Empty;

    /// <summary>First execution date/time. Required unless execute_now is true.</summary>
    public DateTimeOffset FirstExecutionDate { get; init; }

    /// <summary>Optional second execution date/time.</summary>
    public DateTimeOffset SecondExecutionDate { get; init; }

    /// <summary>Hours from one further delta to the next, 1 to 720; the second execution is then done again and again until second_execution_until.</summary>
    /// <example>24</example>
    [Range(Repetition.MinHours, Repetition.MaxHours)]
    public int SecondExecutionEvery { get; init; }

    /// <summary>Last date/time for further deltas. Required with second_execution_every, later than second_execution_date.</summary>
    public DateTimeOffset SecondExecutionUntil { get; init; }

    /// <summary>Execute the first migration run immediately.</summary>
    [DefaultValue(false)]
    public bool ExecuteNow { get; init; }

    /// <summary>How far back in time messages are copied.</summary>
    [DateFilter]
    [DefaultValue(DateFilterAttribute.Everything)]
    public string DateFilterPreset { get; init; } = string.Empty;

    /// <summary>Custom lower date bound when date_filter_preset is custom.</summary>
    public string CustomFromDate { get; init; } = string.Empty;

    /// <summary>Which folders are copied, and where they go. In a form: as JSON.</summary>
    public FoldersDto Folders { get; init; } = new();

    /// <summary>Only messages received before this date, or date/time with an offset, are copied.</summary>
    /// <example>2026-11-01</example>
    public string ReceivedBefore { get; init; } = string.Empty;

    /// <summary>Bytes of the largest message that is copied; larger ones are left out by choice, and counted so.</summary>
    /// <example>26214400</example>
    [Range(1L, MailSelection.MaxSizeLimit)]
    public long SizeLimit { get; init; }
}

/// <summary>A migration that was created.</summary>
/// <param name="Message">That it was created.</param>
/// <param name="ResourceCode">Its code.</param>
public sealed record CreatedMigrationDto(string Message, string ResourceCode)
{
    /// <summary>What is sound in the file, but seldom meant. Left out where there is nothing, and where an earlier request is answered again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<UploadErrorDto>? Warnings { get; init; }
}

/// <summary>A file that a migration could be created from.</summary>
/// <param name="Message">That nothing was stored.</param>
/// <param name="Mailboxes">How many mailboxes it names.</param>
public sealed record CheckedUploadDto(string Message, int Mailboxes)
{
    /// <summary>What is sound in the file, but seldom meant. Left out where there is nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<UploadErrorDto>? Warnings { get; init; }
}
