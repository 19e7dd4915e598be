using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Workers;

/// <summary>Names a run: there is at most one for each resource and step.</summary>
/// <param name="ResourceId">The resource's key.</param>
/// <param name="Step">The step.</param>
public readonly record struct RunKey(long ResourceId, MigrationStep Step);
