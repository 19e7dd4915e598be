namespace Hosting.Migrations.Application.Migrations.Resources;

/// <summary>Which resources a list shows, by where they stand.</summary>
public enum ResourceStatusFilter
{
    /// <summary>The latest run is under way.</summary>
    Running,

    /// <summary>The latest run succeeded.</summary>
    Success,

    /// <summary>The latest run ended with an error.</summary>
    Error,

    /// <summary>The worker died during the latest run.</summary>
    Crashed,

    /// <summary>The latest run ended with an error, or the worker died during it.</summary>
    Failed,
}
