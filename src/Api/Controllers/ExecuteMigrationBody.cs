using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>Which execution is to run now.</summary>
/// <param name="Execution">Execution slot to run immediately.</param>
public sealed record ExecuteMigrationBody(Execution Execution);
