namespace Hosting.Migrations.Application.Workers;

/// <summary>How a worker stands to its run.</summary>
public enum RunClaim
{
    /// <summary>It is the worker's, and wanted.</summary>
    Held,

    /// <summary>It is the worker's, but the migration has been called off.</summary>
    CalledOff,

    /// <summary>It is the worker's, but the migration is paused: the run is to be handed back.</summary>
    Paused,

    /// <summary>The worker could not show up for so long that another may have it soon, or already.</summary>
    Doubtful,

    /// <summary>It is not the worker's any more.</summary>
    Lost,
}
