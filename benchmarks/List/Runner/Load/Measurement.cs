namespace Hosting.Migrations.Benchmarks.List.Runner.Load;

/// <summary>What one cell yielded in one round.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Round">The round.</param>
/// <param name="Load">What wrk counted.</param>
/// <param name="ServerCpu">CPU time of the server a request, in microseconds.</param>
/// <param name="PostgreSqlCpu">CPU time of PostgreSQL a request, in microseconds.</param>
internal sealed record Measurement(Cell Cell, int Round, WrkResult Load, double ServerCpu, double PostgreSqlCpu);
