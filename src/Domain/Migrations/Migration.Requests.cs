namespace Hosting.Migrations.Domain.Migrations;

/// <content>What people ask of a migration. Each asks the life cycle first, and changes nothing where it is refused.</content>
public sealed partial class Migration
{
    /// <summary>
    /// Makes an execution due now, as an admin may. The first needs no free slot then. A second without a date is planned,
    /// at the earliest while the first is under way. A first that starts after the second's date leaves the second due as soon
    /// as the first is over. After the end the second is done, or done again, while passwords are there.
    /// </summary>
    /// <param name="execution">Which one.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">That execution is under way or done, its turn has not come, or the migration is paused.</exception>
    /// <exception cref="InvalidOperationException">The migration has ended, and <see cref="CanRepeat"/> says no.</exception>
    public void ForceExecution(Execution execution, DateTimeOffset now)
    {
        var forced = execution == Execution.First ? MigrationTransition.ForceFirstExecution : MigrationTransition.ForceSecondExecution;
        EnsureNotCancelled(forced);
        EnsureNotPaused(forced);
        switch (execution)
        {
            case Execution.First:
                Go(forced, now);
                (AdminFirstExecutionOverride, FirstExecutionDate) = (true, UpdatedAt);
                break;
            case Execution.Second:
                Check(forced);
                if (Status.HasEnded() && !CanRepeat)
                {
                    throw new InvalidOperationException($"{Code} has no mailbox that can be copied again.");
                }

                if (Status.HasEnded())
                {
                    // Once more, and no further delta.
                    Repeat(null);
                }

                CancelledAt = null;
                Go(forced, now);
                (AdminSecondExecutionOverride, SecondExecutionDate) = (true, UpdatedAt);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(execution), execution, "There are two executions.");
        }
    }

    /// <summary>
    /// Gives the executions other dates, which takes back what an admin has forced of them. A date that stays as it is may be that of an execution that
    /// has begun. The repetition of the second can be changed until the end: it counts from the date of the delta that is next or under way.
    /// </summary>
    /// <param name="dates">The dates from now on.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">An execution whose date would change has begun, or the migration has ended.</exception>
    /// <exception cref="ArgumentException">The first date is taken away, the second is not later than the first, a second that is waited for is taken away, or
    /// the repetition does not fit.</exception>
    public void Reschedule(ExecutionDates dates, DateTimeOffset now)
    {
        var (first, second) = (dates.First?.ToUniversalTime(), dates.Second?.ToUniversalTime());
        var (movesFirst, movesSecond) = (first != FirstExecutionDate, second != SecondExecutionDate);
        CheckMove(movesFirst, MigrationTransition.MoveFirstExecution);
        var repeats = dates.Repetition is { } repetition ? repetition with { Until = repetition.Until.ToUniversalTime() } : null;
        CheckMove(movesSecond, MigrationTransition.MoveSecondExecution);
        CheckMove(repeats != Repetition, MigrationTransition.MoveRepetition);
        if (!movesFirst && !movesSecond && repeats == Repetition)
        {
            return;
        }

        if (movesFirst && first is null)
        {
            throw new ArgumentException("The first execution must keep a date.", nameof(dates));
        }

        if (second is null && Step == MigrationStep.SecondExecution)
        {
            throw new ArgumentException("The second execution is waited for; the migration can be cancelled instead.", nameof(dates));
        }

        // What is left alone may be otherwise: an admin's word counts more than the order of the dates.
        if ((movesFirst || movesSecond) && second <= first)
        {
            throw new ArgumentException("The second execution must be later than the first.", nameof(dates));
        }

        if (movesSecond || repeats != Repetition)
        {
            repeats?.EnsureValid(second);
        }

        // A date that somebody has chosen since is no more the one that an admin forced.
        if (movesFirst)
        {
            (ExecuteNow, AdminFirstExecutionOverride) = (false, false);
        }

        if (movesSecond)
        {
            AdminSecondExecutionOverride = false;
        }

        (FirstExecutionDate, SecondExecutionDate) = (first, second);
        Repeat(repeats);
        Touch(now);
    }

    /// <summary>
    /// Calls the migration off. Where no run is under way it ends at once, as its resources have earned by then; else no run is started any
    /// more, and it ends with the last that is under way. Further deltas are planned no more.
    /// </summary>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">The migration has ended, or has been called off already.</exception>
    public void Cancel(DateTimeOffset now)
    {
        EnsureNotCancelled(MigrationTransition.Cancel);
        Check(MigrationTransition.Cancel);
        var resources = LoadedResources;
        var called = (Status, Step) == (MigrationStatus.Scheduled, MigrationStep.SecondExecution) && HasBegunSecond
            ? MigrationTransition.CancelNextDelta
            : MigrationTransition.Cancel;
        (CancelledAt, PausedAt) = (now.ToUniversalTime(), null);
        Repeat(null);
        Go(called, now);
        resources.ForEach(resource => resource.GiveUpWaiting(now));
        FinishStepIfOver(now);
    }

    /// <summary>Whether the second execution can be done, or done again, after the end: the first has been, and passwords of mailboxes whose test succeeded are there.</summary>
    public bool CanRepeat => HasBegunFirst && CanCopy;

    private bool CanCopy => LoadedResources.Exists(resource => resource is { IsUsable: true, HasLogin: true });

    /// <summary>Whether the first execution of any mailbox has begun.</summary>
    public bool HasBegunFirst => LoadedResources.Exists(resource => resource.FindRun(MigrationStep.FirstExecution) is not null);

    /// <summary>Whether <see cref="Cancel"/> is possible now.</summary>
    public bool CanCancel => !IsCancelled && MigrationLifeCycle.Allows(State, MigrationTransition.Cancel);

    /// <summary>Whether an execution's date can be moved now.</summary>
    /// <param name="execution">Which one.</param>
    public bool CanMove(Execution execution) => !IsCancelled && MigrationLifeCycle.Allows(
        State, execution == Execution.First ? MigrationTransition.MoveFirstExecution : MigrationTransition.MoveSecondExecution);

    /// <summary>Makes sure that the migration may be deleted.</summary>
    /// <exception cref="IllegalTransitionException">It is validating or running.</exception>
    public void EnsureCanDelete() => Check(MigrationTransition.Delete);

    /// <summary>Whether the next execution was due before a moment and has not started.</summary>
    /// <param name="threshold">The present moment less the delay that is tolerated.</param>
    public bool IsLate(DateTimeOffset threshold) => NextExecutionDate < threshold;

    private void CheckMove(bool moves, MigrationTransition transition)
    {
        if (moves)
        {
            EnsureNotCancelled(transition);
            Check(transition);
        }
    }

    private bool IsBeingCancelled => IsCancelled && !Status.HasEnded();

    private void EnsureNotCancelled(MigrationTransition transition)
    {
        if (IsBeingCancelled)
        {
            throw new IllegalTransitionException(State, transition);
        }
    }
}
