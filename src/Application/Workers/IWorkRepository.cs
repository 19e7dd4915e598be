namespace Hosting.Migrations.Application.Workers;

/// <summary>Finds what there is to do. Migrations without any password, such as sample data, are never found.</summary>
public interface IWorkRepository
{
    /// <summary>The migrations that wait for a slot and have one free now: for each customer the oldest first.</summary>
    /// <param name="slotsPerCustomer">How many migrations of a customer may be scheduled or running.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<string>> ListSchedulableAsync(int slotsPerCustomer, CancellationToken cancellationToken);

    /// <summary>The migrations that wait for an execution: key and date.</summary>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyDictionary<long, DateTimeOffset>> ListScheduledAsync(CancellationToken cancellationToken);

    /// <summary>The migrations whose step is under way and that have not been called off, oldest first: key and customer's key.</summary>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<ActiveMigration>> ListActiveAsync(CancellationToken cancellationToken);

    /// <summary>The runs of one migration that could be started now, in the file's order.</summary>
    /// <param name="migration">One whose step is under way.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<StartableRun>> ListStartableAsync(ActiveMigration migration, CancellationToken cancellationToken);

    /// <summary>The keys of the mailboxes into which runs write now (<see cref="Mailboxes.MailboxKey"/>).</summary>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlySet<string>> ListBusyMailboxesAsync(CancellationToken cancellationToken);

    /// <summary>The customers and source servers of some runs.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<QueuedRun>> DescribeAsync(IReadOnlyCollection<RunKey> runs, CancellationToken cancellationToken);

    /// <summary>The runs whose workers have not shown up in time.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<RunKey>> ListExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Writes down that a worker is still busy with a run and how far it has come, past the migration's revision: nobody else changes these.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="report">What there is to write down.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether the run is still the worker's, and wanted.</returns>
    Task<RunClaim> RenewAsync(RunKey run, RunReport report, CancellationToken cancellationToken);

    /// <summary>Erases the passwords of migrations that have ended, so that they can't be retried any more.</summary>
    /// <param name="endedBefore">How long ago at least.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were erased.</returns>
    Task<int> ErasePasswordsAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken);
}
