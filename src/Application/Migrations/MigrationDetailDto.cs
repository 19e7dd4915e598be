using System.Text.Json.Serialization;

namespace Hosting.Migrations.Application.Migrations;

/// <summary>A migration by itself: what the list says of it, and what further deltas are planned.</summary>
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
}
