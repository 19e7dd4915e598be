using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Application;

/// <summary>Stores what a use case has changed.</summary>
public interface IUnitOfWork
{
    /// <summary>
    /// Has all others wait that ask for the turn of the same customer, until this use case has stored its changes or forgets them: what it finds out about
    /// the customer's migrations holds until then. To be asked for as late as can be.
    /// </summary>
    /// <param name="customerId">The customer's key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task TakeTurnAsync(long customerId, CancellationToken cancellationToken);

    /// <summary>
    /// Has no run of a migration begin until this use case has stored its changes or forgets them. To be asked for before the migration is read: which runs are
    /// under way holds until then.
    /// </summary>
    /// <param name="migrationId">The migration's key; nothing happens if it is gone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task HoldRunsAsync(long migrationId, CancellationToken cancellationToken);

    /// <summary>Stores all changes together, or none.</summary>
    /// <param name="cancellationToken">Gives up; nothing is stored then.</param>
    /// <exception cref="ConcurrentChangeException">Somebody else has changed the same thing since it was read.</exception>
    Task SaveChangesAsync(CancellationToken cancellationToken);

    /// <summary>Forgets what was read and changed, so that a use case can begin anew.</summary>
    void Forget();
}
