namespace Hosting.Migrations.Domain.Migrations;

/// <content>The runs of a migration's resources. Their step follows from the state, so a run of the wrong step can't be started.</content>
public sealed partial class Migration
{
    /// <summary>Starts a resource's run in the step that is under way, or takes it up again where it waits for that.</summary>
    /// <param name="resource">One of <see cref="Resources"/>; for an execution, one whose test run succeeded.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="InvalidOperationException">No step is under way, or <see cref="CanStartRun"/> says no.</exception>
    public void StartRun(MigrationResource resource, DateTimeOffset now)
    {
        var step = StepUnderWay(resource);
        if (!CanStartRun(resource))
        {
            throw new InvalidOperationException($"The {step} of {resource.Code} can't be started: it has been, or the resource does not take part.");
        }

        resource.StartRun(step, now);
        FollowResources(now);
    }

    /// <summary>Whether a resource has a run to be started, or taken up again, in the step that is under way.</summary>
    /// <param name="resource">One of <see cref="Resources"/>.</param>
    public bool CanStartRun(MigrationResource resource) => IsStepUnderWay && !IsCancelled && !IsPaused && resource.CanStart(Step!.Value);

    /// <summary>Notes how far a run has come.</summary>
    /// <param name="resource">One of <see cref="Resources"/>.</param>
    /// <param name="progress">What has been done so far.</param>
    /// <exception cref="InvalidOperationException">The run is not under way.</exception>
    public void ReportProgress(MigrationResource resource, RunProgress progress) =>
        resource.ReportProgress(StepUnderWay(resource), progress);

    /// <summary>Ends a run.</summary>
    /// <param name="resource">One of <see cref="Resources"/>.</param>
    /// <param name="progress">What was done.</param>
    /// <param name="error">Why it failed; null = it succeeded.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="InvalidOperationException">The run is not under way.</exception>
    public void FinishRun(MigrationResource resource, RunProgress progress, RunError? error, DateTimeOffset now)
    {
        resource.FinishRun(StepUnderWay(resource), progress, error, now);
        FollowResources(now);
    }

    /// <summary>Notes that the worker died during a run. The run waits to be taken up again while attempts are left.</summary>
    /// <param name="resource">One of <see cref="Resources"/>.</param>
    /// <param name="maxAttempts">How many workers may die of a run without having come further than those before them; at least 1.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="InvalidOperationException">The run is not under way.</exception>
    public void CrashRun(MigrationResource resource, int maxAttempts, DateTimeOffset now)
    {
        resource.CrashRun(StepUnderWay(resource), maxAttempts, now);
        FollowResources(now);
    }

    /// <summary>Hands a run back, which is no fault of the run: it waits to be taken up again.</summary>
    /// <param name="resource">One of <see cref="Resources"/>.</param>
    /// <param name="progress">What was done so far.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="InvalidOperationException">The run is not under way.</exception>
    public void HandBackRun(MigrationResource resource, RunProgress progress, DateTimeOffset now)
    {
        resource.HandBackRun(StepUnderWay(resource), progress, now);
        FollowResources(now);
    }

    private bool IsStepUnderWay => Status is MigrationStatus.Validating or MigrationStatus.Running;

    private List<MigrationResource> LoadedResources =>
        _resources.Count == ResourceCount
            ? _resources
            : throw new InvalidOperationException($"{Code} was read without its resources.");

    private void EnsureOwn(MigrationResource resource)
    {
        if (!LoadedResources.Contains(resource))
        {
            throw new InvalidOperationException($"{resource.Code} is no resource of {Code}.");
        }
    }

    private MigrationStep StepUnderWay(MigrationResource resource)
    {
        EnsureOwn(resource);
        return IsStepUnderWay
            ? Step!.Value
            : throw new InvalidOperationException($"No run is possible while {Code} is {State}.");
    }

    private void FollowResources(DateTimeOffset now)
    {
        if (IsCancelled)
        {
            LoadedResources.ForEach(resource => resource.GiveUpWaiting(now));
        }

        ResourcesHasErrors = LoadedResources.Exists(resource => resource.HasError);
        Touch(now);
    }
}
