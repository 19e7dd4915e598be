namespace Hosting.Migrations.Infrastructure.IntegrationTests.Polling;

/// <summary>Counts changes, and those that were made before another one but committed after it.</summary>
internal sealed class CommitOrder
{
    private readonly Lock _lock = new();
    private long _lastChange;
    private long _lastCommitted;

    public int Commits { get; private set; }

    public int Overtaken { get; private set; }

    /// <returns>The number of a change that has just been made.</returns>
    public long Change() => Interlocked.Increment(ref _lastChange);

    public void Commit(long change)
    {
        lock (_lock)
        {
            Commits++;
            Overtaken += change < _lastCommitted ? 1 : 0;
            _lastCommitted = Math.Max(change, _lastCommitted);
        }
    }
}
