namespace Hosting.Migrations.Domain.Migrations;

/// <summary>When the executions of a migration are due.</summary>
/// <param name="First">The first, in UTC; null while it is open.</param>
/// <param name="Second">The second; null = none is planned.</param>
public sealed record ExecutionDates(DateTimeOffset? First, DateTimeOffset? Second);
