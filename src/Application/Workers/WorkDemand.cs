namespace Hosting.Migrations.Application.Workers;

/// <summary>What a worker has room for.</summary>
/// <param name="Worker">Its name.</param>
/// <param name="Copies">At most so many executions.</param>
/// <param name="Tests">At most so many test runs.</param>
/// <param name="Options">The limits over all workers, and how long a claim holds.</param>
public sealed record WorkDemand(string Worker, int Copies, int Tests, WorkerOptions Options)
{
    /// <summary>How many runs of one customer, and as many test runs, all workers together may have under way then.</summary>
    public int PerCustomer { get; init; } = Options.PerCustomer;

    /// <summary>How many runs with one source host, and as many test runs, all workers together may have under way then.</summary>
    public int PerSourceHost { get; init; } = Options.PerSourceHost;
}
