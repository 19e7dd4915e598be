using System.ComponentModel.DataAnnotations;
using Hosting.Migrations.Api.OpenApi;
using Hosting.Migrations.Application.Migrations.Selection;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Selection;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>The dates, or the choice of mail, that are to change; what is left out stays as it is.</summary>
public sealed record RescheduleMigrationBody
{
    /// <summary>When the first execution is to be due, with its offset from UTC.</summary>
    /// <example>2026-11-28T22:00:00Z</example>
    public DateTimeOffset FirstExecutionDate { get; init; }

    /// <summary>When the second execution is to be due; null = it is planned no more.</summary>
    /// <example>2026-12-02T22:00:00Z</example>
    [NullTakesAway]
    public DateTimeOffset? SecondExecutionDate { get; init; }

    /// <summary>Hours from one further delta to the next; null = none is planned any more.</summary>
    /// <example>24</example>
    [NullTakesAway]
    [Range(Repetition.MinHours, Repetition.MaxHours)]
    public int? SecondExecutionEvery { get; init; }

    /// <summary>No further delta is due after this moment. Required with the first second_execution_every.</summary>
    /// <example>2026-12-16T22:00:00Z</example>
    public DateTimeOffset? SecondExecutionUntil { get; init; }

    /// <summary>Which folders are copied from now on, and where they go; {} = all. Not while an execution is under way.</summary>
    public FoldersDto Folders { get; init; } = new();

    /// <summary>Only messages received before this date, or date/time with an offset, are copied; null = all. Not while an execution is under way.</summary>
    /// <example>2026-11-01</example>
    [NullTakesAway]
    public string? ReceivedBefore { get; init; }

    /// <summary>Bytes of the largest message that is copied; null = any. Not while an execution is under way.</summary>
    /// <example>26214400</example>
    [NullTakesAway]
    [Range(1L, MailSelection.MaxSizeLimit)]
    public long? SizeLimit { get; init; }
}
