using Hosting.Migrations.Application.Workers;

namespace Hosting.Migrations.Infrastructure.Workers;

/// <summary>
/// How a service ends with its process: what it has under way hears of it at once, has some seconds for its last words, and is left alone then. Whatever
/// the database does, the process is gone within five seconds.
/// </summary>
/// <threadsafety>Safe for all threads.</threadsafety>
internal sealed class Ending
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly CancellationToken _stopping;
    private readonly TimeProvider _clock;

    /// <param name="clock">Tells how much time has passed.</param>
    /// <param name="stopping">Cancelled when the process is to end.</param>
    public Ending(TimeProvider clock, CancellationToken stopping)
    {
        var over = new CancellationTokenSource();
        stopping.Register(() => over.CancelAfter(LastWords));
        (_clock, _stopping, Asked, Over) = (clock, stopping, stopping.Follow().Source.Token, over.Token);
    }

    /// <summary>Cancelled when the process is to end: nothing new is begun, and what can be stopped is.</summary>
    public CancellationToken Asked { get; }

    /// <summary>Cancelled when there is no time left for last words either.</summary>
    public CancellationToken Over { get; }

    /// <summary>Has work done, by threads of its own: until it has ended, or its time is over.</summary>
    /// <returns>Whether it has ended.</returns>
    public async Task<bool> RunAsync(Func<Task> begin)
    {
        var work = Task.Run(begin, CancellationToken.None);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = _stopping.Register(stopped.SetResult);
        await Task.WhenAny(work, stopped.Task);
        try
        {
            await work.WaitAsync(LastWords + Rest, _clock, CancellationToken.None);
            return true;
        }
        catch (TimeoutException) when (!work.IsCompleted)
        {
            return false;
        }
    }
}
