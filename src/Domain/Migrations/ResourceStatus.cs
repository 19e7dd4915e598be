namespace Hosting.Migrations.Domain.Migrations;

/// <summary>Where a resource stands: its latest run's status, or pending before there is one.</summary>
public enum ResourceStatus
{
    /// <summary>No run has started, or the latest was handed back and waits to be taken up again.</summary>
    Pending,

    /// <summary>The latest run is under way.</summary>
    Running,

    /// <summary>The latest run succeeded.</summary>
    Success,

    /// <summary>The latest run ended with an error.</summary>
    Error,

    /// <summary>The worker died during the latest run.</summary>
    Crashed,
}
