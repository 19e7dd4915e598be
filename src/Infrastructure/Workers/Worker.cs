using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Application.Workers.RunMailbox;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.Persistence.Work;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Infrastructure.Workers;

/// <summary>
/// Claims runs and does them, as many at once as the process has room for. When the service stops, it hands them back: another worker goes on where
/// they stopped.
/// </summary>
internal sealed partial class Worker(
    IServiceScopeFactory scopes,
    IWorkQueue queue,
    ActiveRuns active,
    WorkStatements statements,
    WorkBell bell,
    DatabaseContact contact,
    KeyCheck keys,
    WorkerIdentity identity,
    IHostApplicationLifetime lifetime,
    IOptions<WorkerOptions> options,
    TimeProvider clock,
    ILogger<Worker> logger)
    : BackgroundService
{
    // What is asked for more than this is asked for with the next claim, so that other workers get their part.
    private const int MostAtOnce = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private readonly HashSet<Task> _copies = [];
    private readonly HashSet<Task> _tests = [];
    private readonly WorkBell _ended = new();
    private readonly OnceAMinute _complaint = new(clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        var ending = new Ending(clock, stoppingToken);
        var heart = new CancellationTokenSource();
        var beating = BeatAsync(heart.Token);
        var listening = ListenAsync(stoppingToken);
        LogStarted(identity.Name);
        if (!await ending.RunAsync(() => WorkAsync(ending)))
        {
            LogNotHandedBack(identity.Name, options.Value.Lease);
            return;
        }

        // The claims hold until the last run has been handed back.
        _ = heart.CancelAsync();
        await ending.RunAsync(() => Task.WhenAll(beating, listening));
    }

    private async Task WorkAsync(Ending ending)
    {
        while (!ending.Asked.IsCancellationRequested)
        {
            // Taken before the queue is looked at, so that nothing is missed.
            var (news, end) = (bell.Next, _ended.Next);
            if (!await TryClaimAsync(ending))
            {
                await Task.WhenAny(news, end, Task.Delay(options.Value.Reconcile, clock, ending.Asked));
                await GatherAsync(news, end, ending);
            }
        }

        await Task.WhenAll([.. _copies, .. _tests]);
    }

    // Short runs end close together: one claim fills the room that several leave.
    private async Task GatherAsync(Task news, Task end, Ending ending)
    {
        var enough = Math.Max(1, options.Value.MailboxesAtOnce / 2);
        var time = Task.Delay(Gathering, clock, ending.Asked);
        while (end.IsCompleted && _copies.Concat(_tests).Count(run => run.IsCompleted) < enough)
        {
            end = _ended.Next;
            await Task.WhenAny(news, end, time);
        }
    }

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> TryClaimAsync(Ending ending)
    {
        _copies.RemoveWhere(run => run.IsCompleted);
        _tests.RemoveWhere(run => run.IsCompleted);
        var (copies, tests) = (options.Value.MailboxesAtOnce - _copies.Count, Math.Max(0, options.Value.TestsAtOnce - _tests.Count));
        var demand = new WorkDemand(identity.Name, Math.Min(MostAtOnce, copies), Math.Min(MostAtOnce, tests), options.Value);
        if (demand is { Copies: 0, Tests: 0 } && !FindFirstTests().Any())
        {
            return false;
        }

        try
        {
            if (!await keys.PassesAsync(ending.Asked))
            {
                return false;
            }

            // Not to be called off in the middle: what has been claimed unnoticed can't be handed back.
            var claimed = demand is { Copies: 0, Tests: 0 } ? [] : await ClaimAsync(demand, ending);
            foreach (var firstTests in FindFirstTests())
            {
                await ClaimAsync(firstTests, ending);
            }

            var claimedTests = claimed.Count(run => run.Step == MigrationStep.TestRun);
            return MayBeMore(claimed.Count - claimedTests, demand.Copies, copies) || MayBeMore(claimedTests, demand.Tests, tests);
        }
        catch (Exception) when (ending.Asked.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception fault)
        {
            if (!contact.IsLostBy(fault) && _complaint.IsDue())
            {
                LogNotClaimed(fault, Patience);
            }

            await Task.WhenAny(Task.Delay(Patience, clock, ending.Asked));
            return true;
        }
    }

    // Servers that do not answer may hold all test runs for a while. Hosts and customers with none under way anywhere need not wait for that; since any customer may name any number
    // of such hosts, these get half the room beyond.
    // Read as it is gone through: what a claim has found takes of the room for the next.
    private IEnumerable<WorkDemand> FindFirstTests()
    {
        var most = options.Value.TestsAtOnce;
        if (_tests.Count >= most && _tests.Count < most + (most / 2))
        {
            yield return Demand(most + (most / 2)) with { PerSourceHost = 1 };
        }

        if (_tests.Count >= most && _tests.Count < 2 * most)
        {
            yield return Demand(2 * most) with { PerCustomer = 1 };
        }

        WorkDemand Demand(int limit) => new(identity.Name, Copies: 0, Math.Min(MostAtOnce, limit - _tests.Count), options.Value);
    }

    private async Task<IReadOnlyList<RunKey>> ClaimAsync(WorkDemand demand, Ending ending)
    {
        var asked = clock.GetTimestamp();
        var claimed = await queue.ClaimAsync(demand, ending.Over);
        foreach (var run in claimed)
        {
            (run.Step == MigrationStep.TestRun ? _tests : _copies).Add(DoAsync(run, asked, ending));
        }

        return claimed;
    }

    // Where a claim shares out to customers who have less than their share, it finds less than was asked for; where there is nothing, so it says.
    private static bool MayBeMore(int claimed, int asked, int room) => claimed > 0 && (claimed < asked || asked < room);

    private async Task DoAsync(RunKey run, long claimed, Ending ending)
    {
        await Task.Yield();
        try
        {
            if (ending.Asked.IsCancellationRequested)
            {
                await queue.ReleaseAsync(run, identity.Name, TimeSpan.Zero, ending.Over);
                return;
            }

            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RunMailboxCommand(run, claimed, ending.Asked), ending.Over);
        }
        catch (Exception fault) when (ending.Asked.IsCancellationRequested)
        {
            LogLeft(fault, run.ResourceId, run.Step);
        }
        catch (Exception fault)
        {
            if (!contact.IsLostBy(fault))
            {
                LogFailed(fault, run.ResourceId, run.Step);
            }
        }
        finally
        {
            _ended.Ring();
        }
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.Value.Heartbeat, clock, cancellationToken);
                await active.BeatAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The last run has ended.
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        var complaint = new OnceAMinute(clock);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await statements.ListenAsync(bell.Ring, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                if (!contact.Explains(fault) && complaint.IsDue())
                {
                    LogDeaf(fault, Patience);
                }

                await Task.WhenAny(Task.Delay(Patience, clock, stoppingToken));
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The worker {Worker} has started")]
    private partial void LogStarted(string worker);

    [LoggerMessage(Level = LogLevel.Error, Message = "No run could be claimed; tried again in {Patience}")]
    private partial void LogNotClaimed(Exception fault, TimeSpan patience);

    [LoggerMessage(Level = LogLevel.Error, Message = "The run of resource {ResourceId} in its {Step} ended in a fault of ours; it is taken up again when the claim ends")]
    private partial void LogFailed(Exception fault, long resourceId, MigrationStep step);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The run of resource {ResourceId} in its {Step} could not be handed back before the end of this process; it is taken up again when the claim ends")]
    private partial void LogLeft(Exception fault, long resourceId, MigrationStep step);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The worker {Worker} ends without an answer from the database; what it could not hand back is taken up again when its claims end, within {Lease}")]
    private partial void LogNotHandedBack(string worker, TimeSpan lease);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database's notices can't be heard; the queue is looked at now and then all the same, and listening is tried again in {Patience}")]
    private partial void LogDeaf(Exception fault, TimeSpan patience);
}
