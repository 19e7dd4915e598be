namespace Hosting.Migrations.Benchmarks.List.Limit;

/// <summary>Who sends a request.</summary>
/// <param name="CustomerId">The customer's key; null for an admin.</param>
internal readonly record struct Caller(long? CustomerId);
