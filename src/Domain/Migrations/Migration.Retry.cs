using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Domain.Migrations;

/// <content>What can be done about mailboxes that are no success: tried again, given another login, added, or taken out.</content>
public sealed partial class Migration
{
    /// <summary>
    /// Does again what is no success in the step that ended last: failed, or called off before it began. Where the test failed, that comes first.
    /// Mailboxes whose password has been erased stay as they are.
    /// </summary>
    /// <param name="now">The moment.</param>
    /// <param name="picked">The mailboxes that are tried again; null = all of <see cref="FindRetryable"/>.</param>
    /// <exception cref="IllegalTransitionException">The migration has not ended, or nothing failed.</exception>
    /// <exception cref="InvalidOperationException"><see cref="CanRetry"/> says no, or one that was picked is no such mailbox, or the password of one is
    /// gone, or some have not begun and were not picked.</exception>
    public void Retry(DateTimeOffset now, IReadOnlyCollection<MigrationResource>? picked = null)
    {
        Check(MigrationTransition.Retry);
        var (step, retryable) = (Step!.Value, FindRetryable());
        if (Status == MigrationStatus.Completed && retryable.Count == 0)
        {
            throw new IllegalTransitionException(State, MigrationTransition.Retry);
        }

        if (!CanRetry || (picked is not null && (!CanPick(picked, retryable) || FindNotBegun().Except(picked).Any())))
        {
            throw new InvalidOperationException($"{Code} has nothing of the kind that can be tried again.");
        }

        foreach (var resource in (picked ?? retryable).Where(resource => resource.HasLogin))
        {
            resource.Retry(step);
        }

        CancelledAt = null;
        Go(MigrationTransition.Retry, now);

        // Called off after the last test had succeeded.
        FinishStepIfOver(now);
    }

    /// <summary>The mailboxes that are no success in the step that ended last.</summary>
    public List<MigrationResource> FindRetryable() => Step is { } step ? LoadedResources.FindAll(resource => !resource.IsDone(step)) : [];

    /// <summary>The mailboxes among those that begin with any retry, since the migration was called off before they had begun.</summary>
    public List<MigrationResource> FindNotBegun() => Step is { } step ? FindRetryable().FindAll(resource => resource.HasNotBegun(step)) : [];

    /// <summary>Whether <see cref="Retry"/> is possible now.</summary>
    public bool CanRetry =>
        MigrationLifeCycle.Allows(State, MigrationTransition.Retry)
        && (FindRetryable().Exists(resource => resource.HasLogin) || (Step == MigrationStep.TestRun && CanCopy));

    /// <summary>Whether the migration goes on, or ended at a certain moment or later.</summary>
    /// <param name="endedSince">The moment.</param>
    public bool IsWithinReach(DateTimeOffset endedSince) => !Status.HasEnded() || (EndedAt ?? UpdatedAt) >= endedSince;

    /// <summary>
    /// Gives a mailbox another login, or the same once more. It is tested at once, or when the migration is resumed; what failed in the step under way
    /// is done again then. After the end the test alone is done: <see cref="Retry"/> goes on from there.
    /// </summary>
    /// <param name="resource">One of <see cref="Resources"/>.</param>
    /// <param name="login">The login.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">The migration is being cancelled.</exception>
    /// <exception cref="InvalidOperationException">A run of the mailbox is under way, or the login has no password.</exception>
    public void Repair(MigrationResource resource, SourceLogin login, DateTimeOffset now)
    {
        EnsureNotCancelled(MigrationTransition.Repair);
        Check(MigrationTransition.Repair);
        EnsureIdle(resource);
        if (!login.IsThere)
        {
            throw new InvalidOperationException($"{resource.Code} can't be tested without a password or a connection.");
        }

        resource.Repair(login, IsStepUnderWay ? Step : null, now);
        Go(MigrationTransition.Repair, now);
    }

    /// <summary>Adds mailboxes, which are tested at once, or when the migration is resumed, and take part from then on.</summary>
    /// <param name="owner">The customer that owns the migration.</param>
    /// <param name="mailboxes">At least one, each in one of the owner's domains.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">The migration has ended, or is being cancelled.</exception>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public IReadOnlyList<MigrationResource> AddResources(Customer owner, IReadOnlyCollection<Mailbox> mailboxes, DateTimeOffset now)
    {
        EnsureNotCancelled(MigrationTransition.AddResources);
        Check(MigrationTransition.AddResources);
        EnsureOwned(owner, mailboxes);
        var row = GreatestRow;
        var added = mailboxes.Select(mailbox => new MigrationResource(Code, ++row, mailbox, now.ToUniversalTime())).ToList();
        added.ForEach(resource => resource.AskForTest(now));
        _resources.AddRange(added);
        (ResourceCount, LastRow) = (_resources.Count, row);
        Go(MigrationTransition.AddResources, now);
        return added;
    }

    /// <summary>Takes a mailbox out. What has been copied stays at the destination. Ends the step if the mailbox was the last to be waited for.</summary>
    /// <param name="resource">One of <see cref="Resources"/>, and not the only one.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">The migration has ended, or is being cancelled.</exception>
    /// <exception cref="InvalidOperationException">A run of the mailbox is under way, or it is the only one.</exception>
    public void RemoveResource(MigrationResource resource, DateTimeOffset now)
    {
        EnsureNotCancelled(MigrationTransition.RemoveResource);
        Check(MigrationTransition.RemoveResource);
        EnsureIdle(resource);
        if (ResourceCount == 1)
        {
            throw new InvalidOperationException($"{resource.Code} is the only mailbox of {Code}.");
        }

        LastRow = GreatestRow;
        _resources.Remove(resource);
        ResourceCount = _resources.Count;
        Go(MigrationTransition.RemoveResource, now);
        FollowResources(now);
        FinishStepIfOver(now);
    }

    private int GreatestRow => Math.Max(LastRow, LoadedResources.Max(resource => resource.Row));

    private static bool CanPick(IReadOnlyCollection<MigrationResource> picked, List<MigrationResource> retryable) =>
        picked.Count > 0 && picked.All(resource => resource.HasLogin && retryable.Contains(resource));

    private void EnsureIdle(MigrationResource resource)
    {
        EnsureOwn(resource);
        if (resource.IsRunning)
        {
            throw new InvalidOperationException($"A run of {resource.Code} is under way.");
        }
    }
}
