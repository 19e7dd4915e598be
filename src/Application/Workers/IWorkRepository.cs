namespace Hosting.Migrations.Application.Workers;

/// <summary>Finds what there is to do for all. Migrations without any password, such as sample data, are never found.</summary>
public interface IWorkRepository
{
    /// <summary>The migrations that can move on by themselves, in one question: workers with nothing to do ask it every two seconds.</summary>
    /// <param name="slotsPerCustomer">How many migrations of a customer may be scheduled or running.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<ReadyMigrations> ListReadyAsync(int slotsPerCustomer, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// The keys of the migrations whose step is under way without any run in the queue, or any that is claimed once they have been called off; and of those
    /// that have a test that was asked for and is not in the queue.
    /// </summary>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<long>> ListStraysAsync(CancellationToken cancellationToken);

    /// <summary>The runs of a migration that are under way without being in the queue.</summary>
    /// <param name="migrationId">The migration's key.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<RunKey>> ListOrphansAsync(long migrationId, CancellationToken cancellationToken);

    /// <summary>A password as it is stored, of the newest migration that has any, or the newest before another one; null if there is none.</summary>
    /// <param name="before">The other one's key; null = of all.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<(long MigrationId, string Sealed)?> FindNewestPasswordAsync(long? before, CancellationToken cancellationToken);

    /// <summary>The same of the oldest migration that has any, or the oldest after another one.</summary>
    /// <param name="after">The other one's key; null = of all.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<(long MigrationId, string Sealed)?> FindOldestPasswordAsync(long? after, CancellationToken cancellationToken);

    /// <summary>Passwords as they are stored, by the mailboxes' keys.</summary>
    /// <param name="after">Those of mailboxes with greater keys; 0 = from the first on.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<StoredPassword>> ListPasswordsAsync(long after, int most, CancellationToken cancellationToken);

    /// <summary>The tests that were asked for after the end of their migration, and still wait.</summary>
    /// <param name="endedBefore">How long ago the migration ended at least.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<RunKey>> ListForgottenTestsAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken);

    /// <summary>Erases the passwords of migrations that have ended, so that they can't be retried any more.</summary>
    /// <param name="endedBefore">How long ago at least.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were erased.</returns>
    Task<int> ErasePasswordsAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken);
}
