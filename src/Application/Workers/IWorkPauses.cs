namespace Hosting.Migrations.Application.Workers;

/// <summary>The source hosts with which no worker begins or goes on with a run, over all processes; or all of them.</summary>
public interface IWorkPauses
{
    /// <summary>Pauses a source host. One that is paused stays so since then.</summary>
    /// <param name="sourceHost">In one spelling; null = all.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task PauseAsync(string? sourceHost, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends that pause, and no other.</summary>
    /// <param name="sourceHost">In one spelling; null = the pause of all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task ResumeAsync(string? sourceHost, CancellationToken cancellationToken);

    /// <summary>What is paused since when; the host is null for the pause of all.</summary>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<(string? SourceHost, DateTimeOffset PausedAt)>> ListAsync(CancellationToken cancellationToken);
}
