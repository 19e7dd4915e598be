namespace Hosting.Migrations.Infrastructure.Persistence.Work;

/// <summary>One customer's runs with one source host: there is one as long as any of them waits, and perhaps a little longer.</summary>
internal sealed class WorkLane
{
    public required long CustomerId { get; init; }

    public required bool IsTest { get; init; }

    public required string SourceHost { get; init; }

    /// <summary>When a run of this lane was claimed last, in ticks of 100 ns: among a customer's lanes, the one that has waited longest is next.</summary>
    public long ServedAt { get; set; }

    /// <summary>Grows whenever runs come in, so that a lane is not taken away for empty in the same moment.</summary>
    public long Filled { get; set; }
}
