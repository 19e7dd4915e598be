using Hosting.Migrations.Benchmarks.List.Runner.Load;
using Hosting.Migrations.Benchmarks.List.Runner.Servers;

namespace Hosting.Migrations.Benchmarks.List.Runner.Reporting;

/// <summary>All that a run found out.</summary>
/// <param name="Plan">How much was measured.</param>
/// <param name="Measurements">What the cells yielded.</param>
/// <param name="Records">How many records a case is about.</param>
/// <param name="StartSeconds">From the service's start to its first answer.</param>
/// <param name="Memory">What the servers held in the end.</param>
internal sealed record Results(
    Plan Plan,
    Measurements Measurements,
    IReadOnlyDictionary<(Size Size, Case Case), long> Records,
    double StartSeconds,
    IReadOnlyList<Memory> Memory);

/// <summary>The memory of one server.</summary>
/// <param name="Server">The server.</param>
/// <param name="WarmMegabytes">Resident after its warm-up.</param>
/// <param name="FinalMegabytes">Resident after the last round.</param>
internal sealed record Memory(Server Server, double WarmMegabytes, double FinalMegabytes);
