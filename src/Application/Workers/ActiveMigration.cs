using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Workers;

/// <summary>A migration whose step is under way.</summary>
/// <param name="Id">Its key.</param>
/// <param name="CustomerId">The key of the customer that owns it.</param>
/// <param name="Step">The step.</param>
public sealed record ActiveMigration(long Id, long CustomerId, MigrationStep Step);
