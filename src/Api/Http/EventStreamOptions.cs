namespace Hosting.Migrations.Api.Http;

/// <summary>What an operator can set about streams of events.</summary>
public sealed class EventStreamOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "EventStreams";

    /// <summary>How many streams a customer, or all admins together, may have open at each process. Default: 10; at least 1.</summary>
    public int MaxPerCaller { get; init; } = 10;
}
