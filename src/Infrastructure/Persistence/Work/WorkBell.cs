namespace Hosting.Migrations.Infrastructure.Persistence.Work;

/// <summary>Wakes this process's worker when something comes into the queue.</summary>
internal sealed class WorkBell
{
    private TaskCompletionSource _rung = New();

    /// <summary>Ends when the bell rings the next time. To be taken before the queue is looked at, so that nothing is missed.</summary>
    public Task Next => Volatile.Read(ref _rung).Task;

    public void Ring() => Interlocked.Exchange(ref _rung, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
