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

    /// <summary>Reads one page of migrations as <see cref="ListAsync"/> does, of fewer and in another order, if so it is asked.</summary>
    /// <param name="filter">Which migrations.</param>
    /// <param name="refinement">Which of these, and in what order.</param>
    /// <param name="page">Which page; the total is that of all, wherever a walk has come to.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<Page<Migration>> ListRefinedAsync(MigrationFilter filter, MigrationRefinement refinement, PageRequest page, CancellationToken cancellationToken);

    /// <summary>The migration with a code, without its resources and only to be looked at; null if there is none.</summary>
    /// <param name="code">The code.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<Migration?> GetAsync(string code, CancellationToken cancellationToken);

    /// <summary>A number that has grown with every change to a migration until it was read.</summary>
    /// <param name="migration">A migration that was read from here.</param>
    long GetRevision(Migration migration);

    /// <summary>The migration with a code, with its resources and their runs, or null; changes to it are stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="code">The code.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<Migration?> FindAsync(string code, CancellationToken cancellationToken);

    /// <summary>The migration with a key, with its resources and their runs, or null; changes to it are stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="id">The key.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<Migration?> FindByIdAsync(long id, CancellationToken cancellationToken);

    /// <summary>What a customer has under way.</summary>
    /// <param name="customerId">The customer's key.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<CustomerLoad> GetLoadAsync(long customerId, CancellationToken cancellationToken);

    /// <summary>Adds a migration with its resources; stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="migration">The migration.</param>
    void Add(Migration migration);

    /// <summary>Takes a migration away with all that belongs to it; stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="migration">The migration.</param>
    void Remove(Migration migration);

    /// <summary>
    /// A number that grows with every change to any migration that the filter's customer and status can show, in the transaction
    /// of the change. While it stays, so does what is listed.
    /// </summary>
    /// <param name="filter">Which migrations; the search is left out of account.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<long> GetVersionAsync(MigrationFilter filter, CancellationToken cancellationToken);
}
