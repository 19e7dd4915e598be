namespace Hosting.Migrations.Domain.Migrations;

/// <content>The transitions. Each asks the life cycle first, and changes nothing where it is refused.</content>
public sealed partial class Migration
{
    /// <summary>Ends validation: on to a slot if any resource passed its test run, else failed.</summary>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">The migration is not validating.</exception>
    /// <exception cref="InvalidOperationException">A test run is not over.</exception>
    public void FinishValidation(DateTimeOffset now)
    {
        var usable = LoadedResources.Any(resource => resource.IsUsable);
        var transition = usable ? MigrationTransition.PassValidation : MigrationTransition.FailValidation;
        Check(transition);
        EnsureAllFinished(LoadedResources, MigrationStep.TestRun);
        Go(transition, now);
        if (usable && FirstExecutionDate is null)
        {
            FirstExecutionDate = UpdatedAt;
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
        EnsureAllFinished(LoadedResources.Where(resource => resource.IsUsable), Step!.Value);
        Go(transition, now);
    }

    /// <summary>
    /// Makes an execution due now, as an admin may. The first needs no free slot then. A second without a date is planned,
    /// at the earliest while the first is under way. A first that starts after the second's date leaves the second due as soon
    /// as the first is over.
    /// </summary>
    /// <param name="execution">Which one.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">That execution is under way or done, or its turn has not come.</exception>
    public void ForceExecution(Execution execution, DateTimeOffset now)
    {
        switch (execution)
        {
            case Execution.First:
                Go(MigrationTransition.ForceFirstExecution, now);
                (AdminFirstExecutionOverride, FirstExecutionDate) = (true, UpdatedAt);
                break;
            case Execution.Second:
                Go(MigrationTransition.ForceSecondExecution, now);
                (AdminSecondExecutionOverride, SecondExecutionDate) = (true, UpdatedAt);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(execution), execution, "There are two executions.");
        }
    }

    /// <summary>Makes sure that the migration may be deleted.</summary>
    /// <exception cref="IllegalTransitionException">It is validating or running.</exception>
    public void EnsureCanDelete() => Check(MigrationTransition.Delete);

    /// <summary>Whether the next execution was due before a moment and has not started.</summary>
    /// <param name="threshold">The present moment less the delay that is tolerated.</param>
    public bool IsLate(DateTimeOffset threshold) => NextExecutionDate < threshold;

    private MigrationTransition EndOfExecution()
    {
        if (Step == MigrationStep.FirstExecution && SecondExecutionDate is not null)
        {
            return MigrationTransition.AwaitSecondExecution;
        }

        var succeeded = LoadedResources.Count(resource => resource.Status == ResourceStatus.Success);
        return succeeded == ResourceCount ? MigrationTransition.Complete
            : succeeded > 0 ? MigrationTransition.CompleteWithErrors
            : MigrationTransition.Fail;
    }

    private static void EnsureAllFinished(IEnumerable<MigrationResource> resources, MigrationStep step)
    {
        if (resources.FirstOrDefault(resource => !resource.HasFinished(step)) is { } unfinished)
        {
            throw new InvalidOperationException($"The {step} of {unfinished.Code} is not over.");
        }
    }

    private void Check(MigrationTransition transition) => MigrationLifeCycle.Next(State, transition);

    private void Go(MigrationTransition transition, DateTimeOffset now)
    {
        (Status, Step) = MigrationLifeCycle.Next(State, transition);
        UpdatedAt = now.ToUniversalTime();
    }
}
