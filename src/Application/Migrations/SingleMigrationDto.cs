using System.ComponentModel.DataAnnotations;

namespace Hosting.Migrations.Application.Migrations;

/// <summary>A migration, as a list of one.</summary>
/// <param name="Resources">The migration alone.</param>
/// <param name="Pagination">Empty for a single resource.</param>
public sealed record SingleMigrationDto([property: MinLength(1), MaxLength(1)] IReadOnlyList<MigrationDetailDto> Resources, NoPaginationDto Pagination);
