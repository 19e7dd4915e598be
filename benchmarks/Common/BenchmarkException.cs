namespace Hosting.Migrations.Benchmarks.Common;

/// <summary>The benchmark can't go on; the message says why, for whoever started it.</summary>
public sealed class BenchmarkException(string message) : Exception(message);
