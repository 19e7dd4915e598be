using System.Collections.Frozen;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Folders;
using Hosting.Migrations.Imap.Sessions;
using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>The copy of one mailbox, from the first connection to the last checkpoint.</summary>
/// <param name="copy">What was asked for.</param>
/// <param name="options">The operator's settings.</param>
/// <param name="connectors">Knows how the servers are spoken with.</param>
/// <param name="slots">Bounds how many batches all mailboxes hold in memory.</param>
/// <param name="counters">Counts.</param>
/// <param name="backoff">Decides on another try.</param>
/// <param name="clock">The time.</param>
/// <param name="logger">Hears of broken connections.</param>
/// <param name="pieceSize">Messages in one piece of work.</param>
internal sealed class MailboxRun(
    MailboxCopy copy,
    MailboxCopyOptions options,
    IConnectorFactory connectors,
    SemaphoreSlim slots,
    CopyCounters counters,
    Backoff backoff,
    TimeProvider clock,
    ILogger logger,
    int pieceSize = MailboxContext.UsualPiece) : IDisposable
{
    // A connection more pays from about so many messages on, and from so many folders, each of which takes a server some answers, however little is new in it.
    private const int MessagesPerConnection = 250;
    private const int FoldersPerConnection = 4;

    private static readonly TimeSpan LastLook = TimeSpan.FromSeconds(10);

    private readonly CheckpointWriter _checkpoints = new(copy.Checkpoints, clock);
    private readonly PairConnector _servers = new(
        connectors.Create(MailSide.Source, copy, counters.Screen, () => backoff.IsOver),
        connectors.Create(MailSide.Destination, copy, counters.Screen, () => backoff.IsOver));

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        LoginGuard.Check(copy);
        var (connections, plan) = await BeginAsync(cancellationToken);
        foreach (var note in plan.Notes)
        {
            counters.Note(note);
        }

        var folders = plan.Folders;
        counters.Expect(folders.Count, folders.Sum(folder => folder.Expected) + plan.MessagesLeftOut);
        counters.Account(new FolderRest(LeftOut: plan.MessagesLeftOut));
        var queue = new WorkQueue();
        var mailbox = new MailboxContext(copy, options, clock, counters, backoff, queue, _checkpoints, slots, plan) { PieceSize = pieceSize };

        // What a folder leaves out because another shows it, the other has to have shown.
        foreach (var folder in folders.OrderBy(folder => folder.Route.OnlyUnlabelled).ThenByDescending(folder => folder.Estimate).ThenByDescending(folder => folder.MessagesAtSource))
        {
            if (folder.IsUnchanged)
            {
                counters.FolderDone(folder.AccountUnchanged(folder.MessagesAtSource));
            }
            else
            {
                queue.Add(new FolderWork(folder));
            }
        }

        queue.Finish();
        try
        {
            await RunWorkersAsync(mailbox, connections, CountWorkers(folders), cancellationToken);
        }
        catch (Exception fault)
        {
            if (fault is MailFaultException)
            {
                await CheckArrivalsAsync(mailbox, folders, cancellationToken);
            }

            foreach (var folder in folders.Where(folder => !folder.IsAccounted))
            {
                counters.Account(folder.AccountPart());
            }

            // Whatever ended the run, what has been copied is noted.
            await _checkpoints.SaveAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(1), clock, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            throw;
        }

        await _checkpoints.SaveAsync(cancellationToken);
    }

    // What ends a run says nothing of what the destination has told before: the next run must not rely on that unseen.
    private async Task CheckArrivalsAsync(MailboxContext mailbox, IReadOnlyList<FolderCopy> folders, CancellationToken cancellationToken)
    {
        var open = folders.Where(folder => !folder.IsAccounted && folder.State.ArrivedCount > 0).ToList();
        if (open.Count == 0)
        {
            return;
        }

        using var limit = new CancellationTokenSource(LastLook, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var destination = await _servers.ConnectDestinationAsync(end.Token);
            foreach (var folder in open)
            {
                await new ArrivalCheck(folder, destination, mailbox).TryRunAsync(end.Token);
                _checkpoints.Add(folder);
            }
        }
        catch (Exception fault) when (fault is MailFaultException or OperationCanceledException)
        {
            // It can't be asked any more. That the mailbox is not complete is known.
        }
    }

    /// <summary>Connects to both servers, reads their folders, and notes what was asked for and is not there.</summary>
    public async Task TestAsync(CancellationToken cancellationToken)
    {
        LoginGuard.Check(copy);
        using var connections = await _servers.ConnectAsync(cancellationToken);
        var (source, _) = await connections.ListAsync(FrozenSet<string>.Empty, cancellationToken);
        foreach (var note in FolderChoice.Of(source, copy.Rules, copy.Selection.Folders).FindUnmatched())
        {
            counters.Note(note);
        }
    }

    public void Dispose() => _checkpoints.Dispose();

    private async Task<(ConnectionPair Connections, MailboxPlan Plan)> BeginAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            ConnectionPair? connections = null;
            var broken = _servers.BrokenStates;
            try
            {
                connections = await _servers.ConnectAsync(cancellationToken);
                var plan = await new MailboxPlanner(copy, counters, _checkpoints, clock).PlanAsync(connections, cancellationToken);
                await NotePlanAsync(plan, cancellationToken);
                return (connections, plan);
            }
            catch (MailFaultException fault) when (fault.IsTransient)
            {
                connections?.Dispose();

                // A folder whose state is not asked for again is a step forward.
                await (_servers.BrokenStates > broken || fault.BreaksOfFolder is not null ? backoff.WaitAsync(fault, failures: 0, cancellationToken) : backoff.WaitAsync(fault, cancellationToken));
            }
            catch
            {
                connections?.Dispose();
                throw;
            }
        }
    }

    // Noted before anything is sent, since a killed program's last words may arrive after the next one has looked.
    private async Task NotePlanAsync(MailboxPlan plan, CancellationToken cancellationToken)
    {
        // A renamed one is noted at once with what takes its old name, or else that would take its place. What a new one is called stays so, whatever the next run is asked for.
        foreach (var folder in plan.Folders.Where(folder => (!folder.IsUnchanged && folder.TryPlan()) || folder.IsRenamed || folder.IsNew).Concat(plan.LeftOut.Where(folder => folder.IsRenamed)))
        {
            _checkpoints.Add(folder);
        }

        await _checkpoints.SaveAsync(cancellationToken);
    }

    // What it does not know yet, a folder tells when it is opened; then it brings forth pieces.
    private int CountWorkers(IReadOnlyList<FolderCopy> folders)
    {
        var forMessages = Math.Ceiling(folders.Sum(folder => folder.Estimate) / (double)MessagesPerConnection);
        var forFolders = Math.Ceiling(folders.Count(folder => !folder.IsUnchanged) / (double)FoldersPerConnection);
        return (int)Math.Clamp(Math.Max(forMessages, forFolders), 1, options.Connections);
    }

    private async Task RunWorkersAsync(MailboxContext mailbox, ConnectionPair connections, int count, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = Enumerable.Range(0, options.Connections).Select(async number =>
        {
            var worker = new CopyWorker(mailbox, _servers.ConnectAsync, number == 0 ? connections : null, isSpare: number > 0, logger);
            if (number >= count)
            {
                await mailbox.Queue.WaitForPiecesAsync(stop.Token);
            }

            await worker.RunAsync(stop.Token);
        }).ToList();
        var first = await Task.WhenAny(Task.WhenAll(workers), FirstFaultAsync(workers));
        if (!first.IsCompletedSuccessfully)
        {
            stop.Cancel();
            await Task.WhenAll(workers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        await first;
    }

    private static async Task FirstFaultAsync(List<Task> workers)
    {
        var running = new List<Task>(workers);
        while (running.Count > 0)
        {
            var ended = await Task.WhenAny(running);
            await ended;
            running.Remove(ended);
        }
    }
}
