using System.ComponentModel.DataAnnotations;

namespace Hosting.Migrations.Application.Migrations.Resources;

/// <summary>A mailbox of a migration, as a list of one.</summary>
/// <param name="Resources">The mailbox alone.</param>
/// <param name="Pagination">Empty for a single resource.</param>
public sealed record SingleMigrationResourceDto([property: MinLength(1), MaxLength(1)] IReadOnlyList<MigrationResourceDto> Resources, NoPaginationDto Pagination);
