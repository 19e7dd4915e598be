namespace Hosting.Migrations.Application.Workers;

/// <summary>Where runs are kept, each with its mailbox and without the rest of its migration.</summary>
public interface IRunRepository
{
    /// <summary>A run's mailbox, or null if it is gone; changes to it are stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="run">The run, which may not have begun.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<RunSubject?> FindAsync(RunKey run, CancellationToken cancellationToken);

    /// <summary>Notes on a migration whether any of its mailboxes has an error.</summary>
    /// <param name="migrationId">The migration's key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task FollowErrorsAsync(long migrationId, CancellationToken cancellationToken);
}
