using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Workers.Reconcile;

/// <summary>
/// Puts runs into the calendar, no more than may be under way at once, and each active migration in turn. A run whose mailbox another one writes
/// into stays out, so that it takes no worker's time: the end of the other one wakes the dispatcher. One whose mailbox is copied into by hand on this
/// machine stays out until a later turn.
/// </summary>
internal sealed class RunDispatcher(
    IWorkRepository work, IWorkCalendar calendar, IMailboxLocks locks, TurnedAway turnedAway, IOptions<WorkerOptions> options, IOptions<DestinationOptions> destination)
{
    public async Task DispatchAsync(CancellationToken cancellationToken)
    {
        var known = await calendar.ListRunsAsync(cancellationToken);
        var limits = new RunLimits(options.Value, await work.DescribeAsync(known, cancellationToken));
        if (limits.AreUsedUp)
        {
            return;
        }

        var busy = await work.ListBusyMailboxesAsync(cancellationToken);
        var queues = new Queue<(ActiveMigration Migration, Queue<StartableRun> Runs)>();
        foreach (var migration in await work.ListActiveAsync(cancellationToken))
        {
            var startable = await work.ListStartableAsync(migration, cancellationToken);
            queues.Enqueue((migration, new Queue<StartableRun>(startable.Where(run =>
                !known.Contains(new RunKey(run.ResourceId, migration.Step)) && (busy.Count == 0 || !IsBusy(run, migration.Step))))));
        }

        while (queues.TryDequeue(out var next) && !limits.AreUsedUp)
        {
            if (await AddNextAsync(next.Migration, next.Runs, limits, cancellationToken))
            {
                queues.Enqueue(next);
            }
        }

        bool IsBusy(StartableRun run, MigrationStep step) => FindKey(run, step) is { } key && busy.Contains(key);
    }

    // A test writes nothing.
    private string? FindKey(StartableRun run, MigrationStep step) => step == MigrationStep.TestRun ? null : destination.Value.FindKey(run.LocalEmail);

    private bool IsCopiedByHand(StartableRun run, MigrationStep step)
    {
        if (FindKey(run, step) is not { } key)
        {
            return false;
        }

        using var beside = locks.TryShare(key);
        return turnedAway.Note(new RunKey(run.ResourceId, step), beside is null);
    }

    private async Task<bool> AddNextAsync(ActiveMigration migration, Queue<StartableRun> runs, RunLimits limits, CancellationToken cancellationToken)
    {
        while (runs.TryDequeue(out var run))
        {
            var host = HostOf(run.RemoteServer);
            if (limits.HasRoom(migration.CustomerId, host) && !IsCopiedByHand(run, migration.Step))
            {
                limits.Add(migration.CustomerId, host);
                await calendar.AddRunAsync(new RunKey(run.ResourceId, migration.Step), host, cancellationToken);
                return true;
            }
        }

        return false;
    }

    internal static string HostOf(string remoteServer) => RemoteServer.TryParse(remoteServer, out var server) ? server.Host : remoteServer;
}
