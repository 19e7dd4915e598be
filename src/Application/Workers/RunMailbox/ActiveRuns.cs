using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Workers.RunMailbox;

/// <summary>
/// All runs that this worker is busy with. It shows that the worker is alive and how far they have come, with one statement for all of them, and
/// stops those that nobody wants any more; all of them if the worker could be taken for dead, before its claims end.
/// </summary>
/// <param name="queue">Holds the claims.</param>
/// <param name="contact">Is told when the queue can't be reached.</param>
/// <param name="worker">This worker.</param>
/// <param name="options">How long claims hold.</param>
/// <param name="clock">Tells how much time has passed.</param>
/// <param name="logger">Is told what the operator should know.</param>
public sealed partial class ActiveRuns(
    IWorkQueue queue, DatabaseContact contact, WorkerIdentity worker, IOptions<WorkerOptions> options, TimeProvider clock, ILogger<ActiveRuns> logger)
{
    private readonly ConcurrentDictionary<RunKey, ActiveRun> _runs = new();
    private readonly OnceAMinute _complaint = new(clock);
    private long _renewed = clock.GetTimestamp();

    /// <summary>Takes up a run that has been claimed.</summary>
    /// <param name="key">The run.</param>
    /// <param name="claimed">When the worker asked for the claim, as a timestamp of the clock.</param>
    /// <param name="shutdown">Stops it with the process.</param>
    internal ActiveRun Add(RunKey key, long claimed, CancellationToken shutdown) => _runs[key] = new ActiveRun(key, claimed, options.Value.Lease, clock, shutdown);

    /// <summary>Forgets a run that has ended.</summary>
    internal void Remove(ActiveRun run) => _runs.TryRemove(KeyValuePair.Create(run.Key, run));

    /// <summary>Renews every claim once.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var runs = _runs.Values.Where(run => run.Claim == RunClaim.Held).ToList();
        if (runs.Count == 0)
        {
            _renewed = began;
            return;
        }

        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(options.Value.Lease / 3);

            // A database that does not answer may not hear of the cancellation either; the claims end all the same.
            var claims = await queue.RenewAsync(worker.Name, options.Value.Lease, runs.ConvertAll(run => run.ToReport()), patience.Token).WaitAsync(patience.Token);
            _renewed = began;
            foreach (var run in runs)
            {
                if (claims[run.Key] == RunClaim.Held)
                {
                    run.Renew(began);
                }
                else
                {
                    run.Stop(claims[run.Key]);
                }
            }
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            var isTold = contact.Explains(fault);
            contact.Fail();
            var silent = clock.GetElapsedTime(_renewed);
            if (!isTold && _complaint.IsDue())
            {
                LogMissed(fault, runs.Count, silent);
            }

            var doubtful = silent > options.Value.Lease * 2 / 3 ? runs.FindAll(run => run.Claim == RunClaim.Held) : [];
            if (doubtful.Count > 0)
            {
                LogStopped(doubtful.Count, silent);
                doubtful.ForEach(run => run.Stop(RunClaim.Doubtful));
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} runs stop for now: their heartbeat could not be written down for {Silent}")]
    private partial void LogStopped(int count, TimeSpan silent);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The heartbeat of {Count} runs could not be written down, for {Silent} by now")]
    private partial void LogMissed(Exception fault, int count, TimeSpan silent);
}
