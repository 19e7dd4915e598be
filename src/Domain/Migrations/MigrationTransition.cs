namespace Hosting.Migrations.Domain.Migrations;

/// <summary>Everything that can happen to a migration. What is allowed when stands in <see cref="MigrationLifeCycle"/>.</summary>
public enum MigrationTransition
{
    /// <summary>At least one resource passed its test run.</summary>
    PassValidation,

    /// <summary>Every resource failed its test run.</summary>
    FailValidation,

    /// <summary>One of the customer's slots is free.</summary>
    Schedule,

    /// <summary>The scheduled execution is due.</summary>
    StartExecution,

    /// <summary>The first execution is over and a second is planned.</summary>
    AwaitSecondExecution,

    /// <summary>The last planned execution is over; every resource succeeded.</summary>
    Complete,

    /// <summary>The last planned execution is over; some resources succeeded.</summary>
    CompleteWithErrors,

    /// <summary>The last planned execution is over; no resource succeeded.</summary>
    Fail,

    /// <summary>An admin makes the first execution due now.</summary>
    ForceFirstExecution,

    /// <summary>An admin makes the second execution due now, planning it if need be.</summary>
    ForceSecondExecution,

    /// <summary>The migration is taken away with all that belongs to it.</summary>
    Delete,
}
