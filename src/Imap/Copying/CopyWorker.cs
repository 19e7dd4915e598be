using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;
using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Works on one mailbox over one connection to each server, one piece after the other, and connects anew when a connection breaks.</summary>
/// <param name="mailbox">What it works on.</param>
/// <param name="connect">Opens a pair of connections.</param>
/// <param name="first">Connections that are open already; null = none.</param>
/// <param name="isSpare">Whether others go on without it: then it gives way when a server wants fewer connections.</param>
/// <param name="logger">Hears of broken connections.</param>
internal sealed partial class CopyWorker(
    MailboxContext mailbox, Func<CancellationToken, Task<ConnectionPair>> connect, ConnectionPair? first, bool isSpare, ILogger logger)
{
    // A message or a folder at which a connection breaks every time is given up, so that it does not keep the others.
    private const int MaxFailures = 3;

    private ConnectionPair? _connections = first;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await mailbox.Queue.TakeAsync(cancellationToken) is { } work && await DoAsync(work, cancellationToken))
            {
                // On to the next.
            }
        }
        finally
        {
            _connections?.Dispose();
        }
    }

    /// <returns>False if this worker gives way.</returns>
    private async Task<bool> DoAsync(FolderWork work, CancellationToken cancellationToken)
    {
        var accounted = work.Folder.State.Accounted;
        var isConnected = false;
        try
        {
            _connections ??= await connect(cancellationToken);
            isConnected = true;
            var copier = new FolderCopier(work.Folder, _connections, mailbox);
            if (work.Messages is null)
            {
                var slowness = _connections.Slowness;
                work = ShareOut(work, await copier.BeginAsync(cancellationToken));
                mailbox.Backoff.Began(_connections.Slowness - slowness);
            }

            await copier.CopyAsync(work.Messages!, cancellationToken);
            await FinishAsync(work, cancellationToken);
            return true;
        }
        catch (MailFaultException fault) when (fault.IsTransient)
        {
            var name = mailbox.Screen.HideInName(work.Folder.Route.Source.Name);
            LogBroken(mailbox.Copy.Destination.Login.User, name, fault.Message);
            _connections?.Dispose();
            _connections = null;
            var failures = !isConnected || fault.BreaksOfFolder is not null ? work.Failures : work.Folder.State.Accounted > accounted ? 0 : work.Failures + 1;
            if (work.Messages is null && isConnected && failures >= MaxFailures && IsBroken(fault))
            {
                await GiveUpAsync(work, new MailFaultException(fault.Fault, $"given up after {MaxFailures} tries: {fault.Message}", isTransient: false, fault), cancellationToken);
                return true;
            }

            PutBack(work with { Failures = failures }, fault);
            if (isSpare && (fault.IsThrottled || !isConnected))
            {
                return false;
            }

            await (isConnected && IsBroken(fault) ? mailbox.Backoff.WaitAsync(fault, (fault.BreaksOfFolder ?? failures) - 1, cancellationToken) : mailbox.Backoff.WaitAsync(fault, cancellationToken));
            return true;
        }
        catch (MailFaultException) when (isSpare && !isConnected)
        {
            mailbox.Queue.Return(work);
            return false;
        }
        catch (MailFaultException fault) when (fault.BreaksOfFolder is not null || fault.Fault is CopyFault.Protocol or CopyFault.Permission or CopyFault.Incomplete
            or CopyFault.DestinationProtocol or CopyFault.DestinationRefused or CopyFault.DestinationPermission)
        {
            await GiveUpAsync(work, fault, cancellationToken);
            return true;
        }
    }

    // A server that answers, if only to say that it can't now, has nothing against the folder.
    private static bool IsBroken(MailFaultException fault) =>
        fault.Fault is CopyFault.Connect or CopyFault.Protocol or CopyFault.DestinationConnect or CopyFault.DestinationProtocol && !fault.IsRefusal;

    private async Task GiveUpAsync(FolderWork work, MailFaultException fault, CancellationToken cancellationToken)
    {
        // A folder of which the destination does not show all, or that can't be opened, is given up with each of its pieces.
        if (!work.Folder.HasFailed || (fault != work.Folder.LookFault && fault.BreaksOfFolder is null))
        {
            mailbox.Counters.Failed(new CopyFailure(work.Folder.Route.Source.Name, null, null, fault.Fault, fault.Message));
        }

        work.Folder.HasFailed = true;
        await FinishAsync(work, cancellationToken);
    }

    // From here on each piece is put back by itself: a folder that began anew would have its messages copied by two workers at once.
    private FolderWork ShareOut(FolderWork work, IReadOnlyList<UidSet> pieces)
    {
        foreach (var piece in pieces.Skip(1))
        {
            work.Folder.AddPiece();
            mailbox.Queue.AddPiece(work with { Messages = piece });
        }

        return work with { Messages = pieces.Count > 0 ? pieces[0] : new UidSet() };
    }

    private void PutBack(FolderWork work, MailFaultException fault)
    {
        if (work.Failures < MaxFailures || work.Messages is not { } messages)
        {
            mailbox.Queue.Return(work);
            return;
        }

        var rest = work.Folder.State.WithoutSettled(messages);
        if (rest.Count <= 1)
        {
            foreach (var uid in rest.Enumerate())
            {
                mailbox.Fail(work.Folder, uid, fault.Fault, $"given up after {MaxFailures} tries: {fault.Message}");
            }

            mailbox.Queue.Return(work with { Messages = new UidSet(), Failures = 0 });
            return;
        }

        var halves = rest.Split((int)((rest.Count + 1) / 2)).ToList();
        work.Folder.AddPiece();
        mailbox.Queue.Add(work with { Messages = halves[1], Failures = MaxFailures - 1 });
        mailbox.Queue.Return(work with { Messages = halves[0], Failures = MaxFailures - 1 });
    }

    private async Task FinishAsync(FolderWork work, CancellationToken cancellationToken)
    {
        var folder = work.Folder;
        if (folder.FinishPiece() && await AccountAsync(work, cancellationToken) is { } rest)
        {
            if (!folder.HasFailed)
            {
                folder.Complete(rest);
            }

            mailbox.Counters.FolderDone(rest);
            await mailbox.Checkpoints.NoteAsync(folder, cancellationToken);
        }

        mailbox.Queue.Finish();
    }

    /// <returns>What became of the messages; null if the source has told of more of them, which are copied first.</returns>
    private async Task<FolderRest?> AccountAsync(FolderWork work, CancellationToken cancellationToken)
    {
        if (work.Folder.HasFailed)
        {
            if (_connections is not null)
            {
                await new ArrivalCheck(work.Folder, _connections.Destination, mailbox).TryRunAsync(cancellationToken);
            }

            return work.Folder.AccountFailed();
        }

        try
        {
            await new ArrivalCheck(work.Folder, _connections!.Destination, mailbox).RunAsync(cancellationToken);
            var (rest, more) = await new FolderCheck(work.Folder, _connections.Source, mailbox).RunAsync(cancellationToken);

            // All are counted before the first is given away: it may be done before the next is, and would be taken for the last.
            var pieces = more.Split(mailbox.PieceSize).ToList();
            pieces.ForEach(_ => work.Folder.AddPiece());
            pieces.ForEach(piece => mailbox.Queue.AddPiece(work with { Messages = piece }));

            return rest;
        }
        catch (MailFaultException fault) when (fault.IsTransient && !fault.IsThrottled && ++work.Folder.BrokenLooks == MaxFailures)
        {
            // A folder at which the connection breaks every time must not keep the others.
            _connections?.Dispose();
            _connections = null;
            work.Folder.HasFailed = true;
            mailbox.Counters.Failed(new CopyFailure(
                work.Folder.Route.Source.Name, null, null, CopyFault.Incomplete, $"what else the folder holds could not be found out in {MaxFailures} tries: {fault.Message}"));
            return work.Folder.AccountFailed();
        }
        catch
        {
            // The piece is not done yet.
            work.Folder.AddPiece();
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The copy of {Mailbox} was interrupted in the folder {Folder} and goes on: {Reason}")]
    private partial void LogBroken(string mailbox, string folder, string reason);
}
