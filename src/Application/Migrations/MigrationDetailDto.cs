using System.Text.Json.Serialization;
using Hosting.Migrations.Application.Migrations.Selection;

namespace Hosting.Migrations.Application.Migrations;

/// <summary>A migration by itself: what the list says of it, what further deltas are planned, and what mail is chosen.</summary>
public sealed record MigrationDetailDto : MigrationDto
{
    /// <summary>Hours from one delta to the next; left out where the second execution is done once.</summary>
    /// <example>24</example>
    [JsonPropertyOrder(1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? SecondExecutionEvery { get; init; }

    /// <summary>No further delta is due after this moment; left out where the second execution is done once.</summary>
    /// <example>2026-12-16T22:00:00.000Z</example>
    [JsonPropertyOrder(1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? SecondExecutionUntil { get; init; }

    /// <summary>Which folders are copied, and where they go; left out where all are, under their own names.</summary>
    [JsonPropertyOrder(1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FoldersDto Folders { get; init; } = null!;

    /// <summary>Only messages received before this moment are copied; left out where there is no such limit.</summary>
    /// <example>2026-11-01T00:00:00.000Z</example>
    [JsonPropertyOrder(1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ReceivedBefore { get; init; }

    /// <summary>Bytes of the largest message that is copied; left out where there is no such limit.</summary>
    /// <example>26214400</example>
    [JsonPropertyOrder(1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? SizeLimit { get; init; }
}
