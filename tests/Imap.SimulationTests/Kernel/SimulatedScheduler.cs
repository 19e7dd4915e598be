namespace Hosting.Migrations.Imap.SimulationTests.Kernel;

/// <summary>
/// Runs everything on one thread, one step between two awaits at a time, in an order that the seed decides alone. Whatever leaves this thread would
/// not come back in the same order twice, and is a fault.
/// </summary>
internal sealed class SimulatedScheduler(Random random, SimulatedClock clock) : TaskScheduler
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(2);

    private readonly Thread _thread = Thread.CurrentThread;
    private readonly List<Task> _ready = [];
    private bool _hasLeft;

    /// <summary>How many steps have been done.</summary>
    public int Steps { get; private set; }

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs to the end, or to the step in which the process is killed.</summary>
    /// <param name="main">What to run.</param>
    /// <param name="killAt">The step before which everything stops for good; null = it runs to its end.</param>
    /// <param name="mostSteps">After so many it is taken for endless.</param>
    /// <returns>The task of <paramref name="main"/>; it has not ended if it was killed.</returns>
    /// <exception cref="SimulationException">It stands still, or has no end, or has left the simulation.</exception>
    public Task Run(Func<Task> main, int? killAt, int mostSteps)
    {
        // A context of the test framework would come before the scheduler.
        SynchronizationContext.SetSynchronizationContext(null);
        var running = Task.Factory.StartNew(main, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();
        while (!running.IsCompleted && Steps != killAt)
        {
            if (_hasLeft)
            {
                throw new SimulationException("Something has left the thread of the simulation.");
            }

            if (_ready.Count == 0)
            {
                if (!clock.TryAdvance())
                {
                    throw new SimulationException("It stands still: nothing is to be done, and nothing is waited for.");
                }

                continue;
            }

            if (++Steps > mostSteps)
            {
                throw new SimulationException($"It has no end: {mostSteps} steps have been done.");
            }

            var at = random.Next(_ready.Count);
            var task = _ready[at];
            _ready[at] = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
            TryExecuteTask(task);
            clock.Pass(Step);
        }

        return running;
    }

    protected override void QueueTask(Task task)
    {
        _hasLeft |= Thread.CurrentThread != _thread;
        _ready.Add(task);
    }

    // Each is a step of its own, before and after which others may be done.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _ready;
}
