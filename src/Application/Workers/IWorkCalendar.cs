namespace Hosting.Migrations.Application.Workers;

/// <summary>
/// What shall be done when, shared by all workers. It holds nothing but ids: what is true stands in the tables, and from them the calendar can be
/// made again at any time.
/// </summary>
public interface IWorkCalendar
{
    /// <summary>The runs that wait for a worker or are under way.</summary>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyCollection<RunKey>> ListRunsAsync(CancellationToken cancellationToken);

    /// <summary>Has a run done by any worker as soon as the limit for its source host allows. A run that is in the calendar already stays as it is.</summary>
    /// <param name="run">The run.</param>
    /// <param name="sourceHost">The source host, in one spelling.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task AddRunAsync(RunKey run, string sourceHost, CancellationToken cancellationToken);

    /// <summary>When which migration's execution is to begin, by the migration's key.</summary>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyDictionary<long, DateTimeOffset>> ListExecutionsAsync(CancellationToken cancellationToken);

    /// <summary>Has a migration's execution begun at a moment, in the place of any other moment. One that has passed means now.</summary>
    /// <param name="migrationId">The migration's key.</param>
    /// <param name="due">The moment.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task SetExecutionAsync(long migrationId, DateTimeOffset due, CancellationToken cancellationToken);

    /// <summary>Takes a migration's execution out.</summary>
    /// <param name="migrationId">The migration's key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task RemoveExecutionAsync(long migrationId, CancellationToken cancellationToken);

    /// <summary>Has the calendar held against the database now instead of at the next turn.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    Task WakeAsync(CancellationToken cancellationToken);
}
