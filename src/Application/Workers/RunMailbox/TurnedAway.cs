using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Application.Workers.RunMailbox;

/// <summary>Remembers the runs that wait for a copy by hand, from one turn to the next, so that each is told once. Safe for all threads.</summary>
internal sealed partial class TurnedAway(ILogger<TurnedAway> logger)
{
    private readonly ConcurrentDictionary<RunKey, byte> _runs = new();

    /// <summary>Takes note of whether a run waits; returns that.</summary>
    public bool Note(RunKey run, bool waits)
    {
        if (!waits)
        {
            _runs.TryRemove(run, out _);
        }
        else if (_runs.TryAdd(run, 0))
        {
            LogWaits(run.ResourceId, run.Step);
        }

        return waits;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Resource {ResourceId} waits with its {Step}: `mailbox copy` on this machine writes into its mailbox")]
    private partial void LogWaits(long resourceId, Domain.Migrations.MigrationStep step);
}
