namespace Hosting.Migrations.Application.Migrations.Resources;

/// <summary>Which resources are wanted; the conditions combine.</summary>
/// <param name="MigrationId">Those of this migration.</param>
/// <param name="Status">Only those that stand here; null = any.</param>
/// <param name="Search">Only those in whose code, local address, remote user or server this occurs, whatever its case; null = any.</param>
public sealed record ResourceFilter(long MigrationId, ResourceStatusFilter? Status = null, string? Search = null);
