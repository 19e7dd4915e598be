namespace Hosting.Migrations.Benchmarks.List.Runner;

/// <summary>The benchmark can't go on; the message says why, for whoever started it.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
