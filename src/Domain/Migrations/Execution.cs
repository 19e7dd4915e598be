namespace Hosting.Migrations.Domain.Migrations;

/// <summary>The slot of a migration that an admin can force.</summary>
public enum Execution
{
    /// <summary>The full copy.</summary>
    First,

    /// <summary>The delta after the MX switch.</summary>
    Second,
}
