namespace Hosting.Migrations.Infrastructure.Persistence.Work;

/// <summary>A customer's place among all that have runs waiting: there is one as long as there is a lane of theirs.</summary>
internal sealed class WorkTurn
{
    public required long CustomerId { get; init; }

    public required bool IsTest { get; init; }

    /// <summary>When the customer was served last, in ticks of 100 ns: whoever has waited longest is next.</summary>
    public long ServedAt { get; set; }

    /// <summary>Grows whenever runs come in, so that a turn is not taken away for empty in the same moment.</summary>
    public long Filled { get; set; }
}
