using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Workers;

/// <summary>Where runs are kept, each with its mailbox and without the rest of its migration.</summary>
public interface IRunRepository
{
    /// <summary>A run's mailbox, or null if it is gone; changes to it are stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="run">The run, which may not have begun.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<RunSubject?> FindAsync(RunKey run, CancellationToken cancellationToken);

    /// <summary>Has the migration of a mailbox stay as it was read, until the changes are stored or forgotten: nobody cancels it in the middle of a run's begin.</summary>
    /// <param name="subject">The mailbox, as it was read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ConcurrentChangeException">It stands elsewhere by now.</exception>
    Task HoldMigrationAsync(RunSubject subject, CancellationToken cancellationToken);

    /// <summary>Has nobody take a claim over until the changes are stored or forgotten.</summary>
    /// <param name="run">The claimed run.</param>
    /// <param name="worker">Who has claimed it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether the claim is still that worker's: one that has been frozen may have lost it.</returns>
    Task<bool> TryHoldClaimAsync(RunKey run, string worker, CancellationToken cancellationToken);

    /// <summary>
    /// Gives the password of a mailbox to those of its migration that log in as the same user and were refused, or wait for that: a user has one password.
    /// </summary>
    /// <param name="resource">The mailbox, whose login has succeeded.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task SharePasswordAsync(MigrationResource resource, CancellationToken cancellationToken);

    /// <summary>Notes on a migration whether any of its mailboxes has an error.</summary>
    /// <param name="migrationId">The migration's key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task FollowErrorsAsync(long migrationId, CancellationToken cancellationToken);
}
