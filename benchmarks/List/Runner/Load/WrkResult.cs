namespace Hosting.Migrations.Benchmarks.List.Runner.Load;

/// <summary>What wrk counted.</summary>
/// <param name="Requests">How many answers came.</param>
/// <param name="PerSecond">How many a second.</param>
/// <param name="P50">The median time of an answer, in milliseconds.</param>
/// <param name="P99">The time within which 99 % of the answers came, in milliseconds.</param>
internal sealed record WrkResult(long Requests, double PerSecond, double P50, double P99);
