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

    /// <summary>A delta is over and another is planned.</summary>
    AwaitNextDelta,

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

    /// <summary>The first execution gets another date.</summary>
    MoveFirstExecution,

    /// <summary>The second execution gets another date, is planned, or is planned no more.</summary>
    MoveSecondExecution,

    /// <summary>The repetition of the second execution changes, is planned, or is planned no more.</summary>
    MoveRepetition,

    /// <summary>Other folders or messages are chosen.</summary>
    SelectMail,

    /// <summary>The migration is called off.</summary>
    Cancel,

    /// <summary>The migration is called off while a delta is waited for, and another has been done.</summary>
    CancelNextDelta,

    /// <summary>What failed in the step that ended last is done again.</summary>
    Retry,

    /// <summary>A mailbox gets another login, and is tested.</summary>
    Repair,

    /// <summary>Mailboxes are added.</summary>
    AddResources,

    /// <summary>A mailbox is taken out.</summary>
    RemoveResource,

    /// <summary>No run begins any more until the migration is resumed.</summary>
    Pause,

    /// <summary>The pause ends.</summary>
    Resume,

    /// <summary>The migration is taken away with all that belongs to it.</summary>
    Delete,
}
