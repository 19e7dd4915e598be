namespace Hosting.Migrations.Domain.Migrations;

/// <summary>Where a migration stands in its life.</summary>
public enum MigrationStatus
{
    /// <summary>Every resource gets its test run.</summary>
    Validating,

    /// <summary>Valid; waits for one of the customer's slots.</summary>
    ToSchedule,

    /// <summary>Waits for the next execution to be due.</summary>
    Scheduled,

    /// <summary>An execution is under way.</summary>
    Running,

    /// <summary>Ended: no resource succeeded, or none passed its test run.</summary>
    Failed,

    /// <summary>Ended: some resources succeeded.</summary>
    CompletedWithErrors,

    /// <summary>Ended: every resource's latest run succeeded.</summary>
    Completed,
}
