using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Selection;

namespace Hosting.Migrations.Application.Workers;

/// <summary>A mailbox with its runs, and what a run has to know of its migration.</summary>
/// <param name="Resource">The mailbox.</param>
/// <param name="Status">Where the migration stands.</param>
/// <param name="Step">The step that this speaks of.</param>
/// <param name="IsCancelled">Whether the migration has been called off.</param>
/// <param name="Preset">The kind of source server.</param>
/// <param name="FromDate">Only messages received on or after this moment are copied; null = all.</param>
/// <param name="IsPaused">Whether the migration is paused.</param>
/// <param name="CustomerId">Whose migration it is.</param>
/// <param name="AreLoginsRefused">Whether any login, of any mailbox, was refused lately and has not succeeded since: only then is it worth asking which.</param>
public sealed record RunSubject(
    MigrationResource Resource,
    MigrationStatus Status,
    MigrationStep? Step,
    bool IsCancelled,
    Preset Preset,
    DateTimeOffset? FromDate,
    bool IsPaused,
    long CustomerId,
    bool AreLoginsRefused)
{
    /// <summary>Which folders, and which of their messages.</summary>
    public MailSelection Selection { get; init; } = MailSelection.All;

    /// <summary>Whether any webhook of the customer wants to be told of mailboxes: only then is it worth asking which.</summary>
    public bool IsToldOf { get; init; }

    /// <summary>Whether the migration is about to end, and takes nothing up again.</summary>
    public bool IsBeingCancelled => IsCancelled && !Status.HasEnded();

    /// <summary>Whether a run of a step may begin now.</summary>
    /// <param name="step">The step.</param>
    public bool CanStart(MigrationStep step) =>
        !IsPaused && !IsBeingCancelled && Resource.HasLogin && Resource.CanStart(step)
        && (step == MigrationStep.TestRun ? IsTestWanted : Status == MigrationStatus.Running && Step == step);

    // After the end only what was asked for is tested, such as another password.
    private bool IsTestWanted => !Status.HasEnded() || Resource.FindRun(MigrationStep.TestRun) is { IsWaiting: true };
}
