namespace Hosting.Migrations.Domain.Migrations;

/// <summary>Where a run stands.</summary>
public enum RunStatus
{
    /// <summary>A worker is busy with it.</summary>
    Running,

    /// <summary>Ended; everything was copied, or the test passed.</summary>
    Success,

    /// <summary>Ended with an error.</summary>
    Error,

    /// <summary>The worker died during the run.</summary>
    Crashed,
}
