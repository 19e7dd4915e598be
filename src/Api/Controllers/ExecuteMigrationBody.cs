using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>Which execution is to run now.</summary>
public sealed record ExecuteMigrationBody
{
    /// <summary>Execution slot to run immediately.</summary>
    [OneOf<Execution>]
    public required string Execution { get; init; }
}
