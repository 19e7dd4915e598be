namespace Hosting.Migrations.Domain.Migrations;

/// <summary>The three things that a migration does, one after the other; each resource has at most one run for each.</summary>
public enum MigrationStep
{
    /// <summary>Tries the logins at source and destination.</summary>
    TestRun,

    /// <summary>Copies everything, while mail still arrives at the source.</summary>
    FirstExecution,

    /// <summary>Copies what has arrived since, after the MX switch.</summary>
    SecondExecution,
}
