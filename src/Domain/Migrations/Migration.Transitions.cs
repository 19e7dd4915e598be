namespace Hosting.Migrations.Domain.Migrations;

/// <content>The transitions. Each asks the life cycle first, and changes nothing where it is refused.</content>
public sealed partial class Migration
{
    /// <summary>Whether the step under way has nothing left to do: its last run has ended, and none waits to be started.</summary>
    public bool IsStepOver =>
        IsStepUnderWay && LoadedResources.TrueForAll(resource =>
            !resource.TakesPartIn(Step!.Value) || resource.HasFinished(Step.Value) || (IsCancelled && !resource.IsRunning));

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
            ForgetPasswords(resource => !resource.IsUsable);
        }
    }

    /// <summary>Takes one of the customer's slots.</summary>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">The migration does not wait for a slot.</exception>
    public void Schedule(DateTimeOffset now) => Go(MigrationTransition.Schedule, now);

    /// <summary>Begins the execution that is due.</summary>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">The migration is not scheduled.</exception>
    /// <exception cref="InvalidOperationException">The execution is not due yet.</exception>
    public void StartExecution(DateTimeOffset now)
    {
        Check(MigrationTransition.StartExecution);
        if (NextExecutionDate > now)
        {
            throw new InvalidOperationException($"The {Step} of {Code} is not due before {NextExecutionDate:O}.");
        }

        Go(MigrationTransition.StartExecution, now);
    }

    /// <summary>Ends the execution that is under way: on to the second if one is planned, else to the end that the resources have earned.</summary>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">No execution is under way.</exception>
    /// <exception cref="InvalidOperationException">The run of a usable resource is not over.</exception>
    public void FinishExecution(DateTimeOffset now)
    {
        var transition = EndOfExecution();
        Check(transition);
        EnsureStepIsOver();
        Go(transition, now);
        if (Status != MigrationStatus.Scheduled)
        {
            // What failed may be tried again, for a while; what succeeded may not, unless that leads on to a second execution.
            var leadsOn = Status != MigrationStatus.Completed && Step == MigrationStep.FirstExecution && SecondExecutionDate is not null;
            ForgetPasswords(resource => !resource.IsUsable || (resource.HasSucceeded(Step!.Value) && !leadsOn));
        }
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

        var succeeded = LoadedResources.Count(resource => resource.HasSucceeded(Step ?? default));
        return succeeded == ResourceCount ? MigrationTransition.Complete
            : succeeded > 0 ? MigrationTransition.CompleteWithErrors
            : MigrationTransition.Fail;
    }

    private void EnsureStepIsOver()
    {
        if (!IsStepOver)
        {
            throw new InvalidOperationException($"The {Step} of {Code} is not over.");
        }
    }

    private void ForgetPasswords(Predicate<MigrationResource> whose) =>
        LoadedResources.FindAll(whose).ForEach(resource => resource.ForgetPassword());

    private void Check(MigrationTransition transition) => MigrationLifeCycle.Next(State, transition);

    private void Go(MigrationTransition transition, DateTimeOffset now)
    {
        var before = State;
        (Status, Step) = MigrationLifeCycle.Next(before, transition);
        Touch(now);
        if (State != before)
        {
            _events.Add(new MigrationEvent(State, IsCancelled, UpdatedAt));
        }
    }

    private void Touch(DateTimeOffset now) => (UpdatedAt, Revision) = (now.ToUniversalTime(), Revision + 1);
}
