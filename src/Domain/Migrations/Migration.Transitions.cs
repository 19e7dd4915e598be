namespace Hosting.Migrations.Domain.Migrations;

/// <content>The transitions. Each asks the life cycle first, and changes nothing where it is refused.</content>
public sealed partial class Migration
{
    /// <summary>
    /// Whether the step under way has nothing left to do: its last run has ended, and none waits to be started, nor does a test whose resource could
    /// still take part.
    /// </summary>
    public bool IsStepOver => IsStepUnderWay && LoadedResources.TrueForAll(resource => IsCancelled
        ? !resource.IsRunning
        : !resource.AwaitsTest && (!resource.TakesPartIn(Step!.Value) || resource.HasFinished(Step.Value)));

    /// <summary>Ends validation: on to a slot if any resource passed its test run, else failed.</summary>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">The migration is not validating.</exception>
    /// <exception cref="InvalidOperationException">A test run is not over.</exception>
    public void FinishValidation(DateTimeOffset now)
    {
        var goesOn = !IsCancelled && LoadedResources.Any(resource => resource.IsUsable);
        var transition = goesOn ? MigrationTransition.PassValidation : MigrationTransition.FailValidation;
        Check(transition);
        EnsureStepIsOver();
        Go(transition, now);
        if (goesOn)
        {
            FirstExecutionDate ??= UpdatedAt;
        }
    }

    /// <summary>Takes one of the customer's slots.</summary>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">The migration does not wait for a slot, or is paused.</exception>
    public void Schedule(DateTimeOffset now)
    {
        EnsureNotPaused(MigrationTransition.Schedule);
        Go(MigrationTransition.Schedule, now);
    }

    /// <summary>Begins the execution that is due.</summary>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">The migration is not scheduled, or is paused.</exception>
    /// <exception cref="InvalidOperationException">The execution is not due yet.</exception>
    public void StartExecution(DateTimeOffset now)
    {
        Check(MigrationTransition.StartExecution);
        EnsureNotPaused(MigrationTransition.StartExecution);
        if (NextExecutionDate > now)
        {
            throw new InvalidOperationException($"The {Step} of {Code} is not due before {NextExecutionDate:O}.");
        }

        // The second may have been before.
        LoadedResources.ForEach(resource => resource.Repeat(Step!.Value));
        Go(MigrationTransition.StartExecution, now);
    }

    /// <summary>
    /// Ends the execution that is under way: on to the second, or the next delta, if one is planned, else to the end that the resources have earned.
    /// </summary>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">No execution is under way.</exception>
    /// <exception cref="InvalidOperationException">The run of a usable resource is not over.</exception>
    public void FinishExecution(DateTimeOffset now)
    {
        var next = FindNextDelta(now);
        var transition = next is null ? EndOfExecution() : MigrationTransition.AwaitNextDelta;
        Check(transition);
        EnsureStepIsOver();

        // A run may wait for a test that has failed.
        LoadedResources.ForEach(resource => resource.GiveUpWaiting(now));
        if (next is not null)
        {
            (SecondExecutionDate, AdminSecondExecutionOverride) = (next, false);
        }

        Go(transition, now);
    }

    /// <summary>Ends the step under way if it is over.</summary>
    /// <param name="now">The moment.</param>
    public void FinishStepIfOver(DateTimeOffset now)
    {
        if (!IsStepOver)
        {
            return;
        }

        FollowResources(now);
        if (Status == MigrationStatus.Validating)
        {
            FinishValidation(now);
        }
        else
        {
            FinishExecution(now);
        }
    }

    private MigrationTransition EndOfExecution()
    {
        if (Step == MigrationStep.FirstExecution && SecondExecutionDate is not null && !IsCancelled)
        {
            return MigrationTransition.AwaitSecondExecution;
        }

        var done = LoadedResources.Count(resource => resource.IsDone(Step ?? default));
        return done == ResourceCount ? MigrationTransition.Complete
            : LoadedResources.Exists(resource => resource.HasSucceeded(Step ?? default)) ? MigrationTransition.CompleteWithErrors
            : MigrationTransition.Fail;
    }

    private void EnsureStepIsOver()
    {
        if (!IsStepOver)
        {
            throw new InvalidOperationException($"The {Step} of {Code} is not over.");
        }
    }

    private void Check(MigrationTransition transition) => MigrationLifeCycle.Next(State, transition);

    private void Go(MigrationTransition transition, DateTimeOffset now)
    {
        (Status, Step) = MigrationLifeCycle.Next(State, transition);
        Touch(now);
        if (!Status.HasEnded())
        {
            EndedAt = null;
        }
        else
        {
            (EndedAt, PausedAt) = (EndedAt ?? UpdatedAt, null);
        }
    }

    private void Touch(DateTimeOffset now) => UpdatedAt = now.ToUniversalTime();
}
