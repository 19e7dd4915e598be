namespace Hosting.Migrations.Domain.Migrations;

/// <content>A pause: the status stays, runs that are under way are handed back, and none begins.</content>
public sealed partial class Migration
{
    /// <summary>Whether <see cref="Pause"/> is possible now.</summary>
    public bool CanPause => !IsPaused && !IsCancelled && MigrationLifeCycle.Allows(State, MigrationTransition.Pause);

    /// <summary>Pauses the migration.</summary>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">It has ended, is being cancelled, or is paused.</exception>
    public void Pause(DateTimeOffset now)
    {
        EnsureNotCancelled(MigrationTransition.Pause);
        EnsureNotPaused(MigrationTransition.Pause);
        Check(MigrationTransition.Pause);
        PausedAt = now.ToUniversalTime();
        Go(MigrationTransition.Pause, now);
    }

    /// <summary>Ends the pause.</summary>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">The migration is not paused.</exception>
    public void Resume(DateTimeOffset now)
    {
        Check(MigrationTransition.Resume);
        if (!IsPaused)
        {
            throw new IllegalTransitionException(State, MigrationTransition.Resume);
        }

        PausedAt = null;
        Go(MigrationTransition.Resume, now);
    }

    private void EnsureNotPaused(MigrationTransition transition)
    {
        if (IsPaused)
        {
            throw new IllegalTransitionException(State, transition);
        }
    }
}
