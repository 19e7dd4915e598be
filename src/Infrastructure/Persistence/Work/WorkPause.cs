namespace Hosting.Migrations.Infrastructure.Persistence.Work;

/// <summary>A source host with which no run is claimed, or all of them.</summary>
internal sealed class WorkPause
{
    /// <summary>Stands for all source hosts.</summary>
    public const string Everything = "";

    /// <summary>In one spelling, as far as <see cref="WorkItem.MaxHostLength"/> goes.</summary>
    public required string SourceHost { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset PausedAt { get; init; }
}
