using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations;

/// <summary>Which migrations a list holds. The conditions are joined by AND; null = no condition.</summary>
/// <param name="CustomerId">Only this customer's.</param>
/// <param name="Status">Only those that stand here.</param>
/// <param name="Search">Only those in whose code, file names, preset or owner this occurs, whatever its case.</param>
public sealed record MigrationFilter(long? CustomerId = null, MigrationStatus? Status = null, string? Search = null);
