using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Resources;

/// <summary>Where the resources of migrations can be looked at.</summary>
public interface IResourceRepository
{
    /// <summary>Reads one page of resources with their runs, in the file's order, and how many there are on all pages.</summary>
    /// <param name="filter">Which resources.</param>
    /// <param name="page">Which page; past the last one there are no items, but the total is right.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<(IReadOnlyList<MigrationResource> Items, int Total)> ListAsync(
        ResourceFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Reads the resource of a migration that has a code, with its runs; null if there is none.</summary>
    /// <param name="migrationId">The migration's key.</param>
    /// <param name="code">The resource's code, or any other text.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<MigrationResource?> FindAsync(long migrationId, string code, CancellationToken cancellationToken);

    /// <summary>Forgets what is known of the folders of a resource's source, at once.</summary>
    /// <param name="resourceId">The resource's key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task ForgetCheckpointsAsync(long resourceId, CancellationToken cancellationToken);

    /// <summary>Erases the passwords of resources, at once, together with what is to be told of it.</summary>
    /// <param name="resources">The resources' keys.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task ErasePasswordsAsync(IReadOnlyCollection<long> resources, CancellationToken cancellationToken);

    /// <summary>Reads all resources of a migration with their runs, in the file's order.</summary>
    /// <param name="migrationId">The migration's key.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<MigrationResource>> ListAllAsync(long migrationId, CancellationToken cancellationToken);
}
