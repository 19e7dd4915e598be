using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations;

/// <summary>Where migrations are kept.</summary>
public interface IMigrationRepository
{
    /// <summary>Reads one page of migrations, without their resources, newest first: by creation, then by key, both descending.</summary>
    /// <param name="filter">Which migrations.</param>
    /// <param name="page">Which page; past the last one there are no items, but the total is right.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<Page<Migration>> ListAsync(MigrationFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>
    /// A number that grows with every change to any migration that the filter's customer and status can show, in the transaction
    /// of the change. While it stays, so does what is listed.
    /// </summary>
    /// <param name="filter">Which migrations; the search is left out of account.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<long> GetVersionAsync(MigrationFilter filter, CancellationToken cancellationToken);
}
