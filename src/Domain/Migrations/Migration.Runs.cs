namespace Hosting.Migrations.Domain.Migrations;

/// <content>The runs of a migration's resources. Their step follows from the state, so a run of the wrong step can't be started.</content>
public sealed partial class Migration
{
    /// <summary>Starts a resource's run in the step that is under way.</summary>
    /// <param name="resource">One of <see cref="Resources"/>; for an execution, one whose test run succeeded.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="InvalidOperationException">No step is under way, the resource is not usable, or has had this run already.</exception>
    public void StartRun(MigrationResource resource, DateTimeOffset now)
    {
        var step = StepUnderWay(resource);
        if (step != MigrationStep.TestRun && !resource.IsUsable)
        {
            throw new InvalidOperationException($"{resource.Code} did not pass its test run.");
        }

        resource.StartRun(step, now);
        FollowResources(now);
    }

    /// <summary>Takes up a crashed run again.</summary>
    /// <param name="resource">One of <see cref="Resources"/>.</param>
    /// <param name="maxAttempts">How many attempts a run has in all.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="InvalidOperationException">The run has not crashed, or has had all its attempts.</exception>
    public void ResumeRun(MigrationResource resource, int maxAttempts, DateTimeOffset now)
    {
        resource.ResumeRun(StepUnderWay(resource), maxAttempts, now);
        FollowResources(now);
    }

    /// <summary>Notes how far a run has come.</summary>
    /// <param name="resource">One of <see cref="Resources"/>.</param>
    /// <param name="progress">What has been done so far.</param>
    /// <exception cref="InvalidOperationException">The run is not under way.</exception>
    public void ReportProgress(MigrationResource resource, RunProgress progress) =>
        resource.ReportProgress(StepUnderWay(resource), progress);

    /// <summary>Ends a run.</summary>
    /// <param name="resource">One of <see cref="Resources"/>.</param>
    /// <param name="progress">What was done.</param>
    /// <param name="error">Why it failed, without any password; null = it succeeded.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="InvalidOperationException">The run is not under way.</exception>
    public void FinishRun(MigrationResource resource, RunProgress progress, string? error, DateTimeOffset now)
    {
        resource.FinishRun(StepUnderWay(resource), progress, error, now);
        FollowResources(now);
    }

    /// <summary>Notes that the worker died during a run.</summary>
    /// <param name="resource">One of <see cref="Resources"/>.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="InvalidOperationException">The run is not under way.</exception>
    public void CrashRun(MigrationResource resource, DateTimeOffset now)
    {
        resource.CrashRun(StepUnderWay(resource), now);
        FollowResources(now);
    }

    private List<MigrationResource> LoadedResources =>
        _resources.Count == ResourceCount
            ? _resources
            : throw new InvalidOperationException($"{Code} was read without its resources.");

    private MigrationStep StepUnderWay(MigrationResource resource)
    {
        if (!LoadedResources.Contains(resource))
        {
            throw new InvalidOperationException($"{resource.Code} is no resource of {Code}.");
        }

        return Status is MigrationStatus.Validating or MigrationStatus.Running
            ? Step!.Value
            : throw new InvalidOperationException($"No run is possible while {Code} is {State}.");
    }

    private void FollowResources(DateTimeOffset now)
    {
        ResourcesHasErrors = LoadedResources.Exists(resource => resource.HasError);
        UpdatedAt = now.ToUniversalTime();
    }
}
