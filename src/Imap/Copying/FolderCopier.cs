using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Does one piece of work: finds out what a folder needs, or copies some of its messages.</summary>
internal sealed class FolderCopier(FolderCopy folder, ConnectionPair connections, MailboxContext mailbox)
{
    private const int MostUnsearched = 1_000_000;

    private readonly IMailSession _source = connections.Source;
    private readonly Reconciler _reconciler = new(folder, connections, mailbox);

    /// <summary>Makes the folder at the destination, and copies changed flags.</summary>
    /// <returns>The messages that may have to be copied, in pieces.</returns>
    public async Task<IReadOnlyList<UidSet>> BeginAsync(CancellationToken cancellationToken)
    {
        if (!folder.IsPrepared)
        {
            await new DestinationFolders(connections.Destination, mailbox.Plan.Routes, mailbox.Counters).PrepareAsync(folder, cancellationToken);
        }

        if (folder.Source is { WasNeverUsed: true } empty && folder.State.CopiedCount == 0)
        {
            folder.Begin(empty);
            (folder.PlannedUidNext, folder.State.HighestModSeq) = (empty.UidNext, empty.HighestModSeq);
            return [];
        }

        var from = await _source.OpenAsync(folder.Route.Source.Name, FolderAccess.ReadOnly, cancellationToken);
        from = await new SteadyUidValidity(folder, _source, mailbox).FindAsync(from, cancellationToken);
        await MeetSourceAsync(from, cancellationToken);
        await new FlagSync(folder, connections, mailbox.Counters).RunAsync(from, cancellationToken);
        await new ArrivalCheck(folder, connections.Destination, mailbox).TakeBackUnseenAsync(cancellationToken);
        folder.Open = await FindOpenAsync(from, cancellationToken);
        return [.. folder.Open.Split(mailbox.PieceSize)];
    }

    /// <summary>Copies messages.</summary>
    public async Task CopyAsync(UidSet uids, CancellationToken cancellationToken)
    {
        if (uids.IsEmpty)
        {
            return;
        }

        var from = await _source.OpenAsync(folder.Route.Source.Name, FolderAccess.ReadOnly, cancellationToken);
        if (from.UidValidity != folder.State.SourceUidValidity)
        {
            throw FolderCopy.ReplacedAtSource();
        }

        var messages = await new MessageLister(folder, _source, mailbox).ListAsync(from, folder.State.WithoutSettled(uids), cancellationToken);
        if (messages.Count > 0)
        {
            var withheld = new HashSet<uint>();
            var (missing, comparedUpTo) = await RecogniseAsync(from, messages, isAll: folder.Open.IsWithin(uids), withheld, cancellationToken);
            missing = await mailbox.Plan.Moved.RecogniseAsync(folder, missing, connections, mailbox, withheld, cancellationToken);
            missing = WithoutWithheld(missing, withheld);

            // The search for moved messages may have opened other folders.
            await _source.OpenAsync(folder.Route.Source.Name, FolderAccess.ReadOnly, cancellationToken);
            await new MessageTransfer(folder, connections, mailbox, _reconciler, comparedUpTo).RunAsync(from, missing, cancellationToken);
        }
    }

    private async Task MeetSourceAsync(ISessionFolder from, CancellationToken cancellationToken)
    {
        // Folders that have exchanged their names show it only now, since all names are known. What is noted as planned makes the next run ask for the state of all first.
        if (folder.Source is null && folder.State.SourceUidValidity != 0 && folder.State.SourceUidValidity != from.UidValidity
            && mailbox.Plan.Moved.FindKnown(folder, from.UidValidity) is { } other && await IsAnotherAsync(other, from.UidValidity, cancellationToken))
        {
            throw new MailFaultException(
                CopyFault.Protocol,
                $"the folder {mailbox.Screen.HideInName(folder.Route.Source.Name)} is what {mailbox.Screen.HideInName(other.Route.Source.Name)} was before, since folders were renamed at the source; nothing of it was copied in this run; copy again: the next run tells them apart",
                isTransient: false);
        }

        var isSetBack = from.UidValidity == folder.State.SourceUidValidity
            && await SetBack.IsSetBackAsync(_source, from, folder.State.SourceBound, cancellationToken);
        var (isNew, unexpected) = folder.Begin(FolderStatus.Of(from), isSetBack);
        mailbox.Counters.Expect(0, unexpected);
        if (isNew && folder.TryPlan())
        {
            mailbox.Checkpoints.Add(folder);
            await mailbox.Checkpoints.SaveAsync(cancellationToken);
        }
    }

    private async Task<bool> IsAnotherAsync(FolderCopy other, uint uidValidity, CancellationToken cancellationToken)
    {
        if (await _source.FindListedAsync(other.Route.Source.Name, cancellationToken) is not { } at)
        {
            return true;
        }

        return !await _source.TryAskStateAsync(at, StateItems.UidValidity, cancellationToken) || at.UidValidity != uidValidity;
    }

    // What could not be compared may have a copy already: the next run looks again.
    private List<MessageInfo> WithoutWithheld(List<MessageInfo> missing, HashSet<uint> withheld)
    {
        foreach (var message in missing.Where(message => withheld.Contains(message.Uid)))
        {
            mailbox.FailWithheld(folder, message.Uid);
        }

        return missing.FindAll(message => !withheld.Contains(message.Uid));
    }

    private async Task<(List<MessageInfo> Missing, uint ComparedUpTo)> RecogniseAsync(ISessionFolder from, List<MessageInfo> messages, bool isAll, ISet<uint> withheld, CancellationToken cancellationToken)
    {
        await folder.Gate.TakeTurnAsync(cancellationToken);
        try
        {
            if (folder.Unknown is null)
            {
                await _reconciler.LookUpAsync(cancellationToken);
            }

            var upTo = folder.Unknown!.LookedUpTo;
            if (folder.Unknown.IsEmpty)
            {
                return (messages, upTo);
            }

            return (await RecogniseWithFlagsAsync(from, messages, isAll, withheld, cancellationToken), upTo);
        }
        finally
        {
            folder.Gate.Release();
        }
    }

    private async Task<List<MessageInfo>> RecogniseWithFlagsAsync(ISessionFolder from, List<MessageInfo> messages, bool isAll, ISet<uint> withheld, CancellationToken cancellationToken)
    {
        try
        {
            var missing = await _reconciler.RecogniseAsync(from, messages, isAll, withheld, cancellationToken);
            await new FlagSync(folder, connections, mailbox.Counters).AddMissingAsync([.. messages.Except(missing)], cancellationToken);
            return missing;
        }
        catch
        {
            // Some may have been recognised, and lack flags that nobody would ask for any more: the next run gives them all.
            folder.State.HighestModSeq = 0;
            throw;
        }
    }

    private async Task<UidSet> FindOpenAsync(ISessionFolder from, CancellationToken cancellationToken)
    {
        // Below UIDNEXT there are at least as many UIDs as messages, and from it on there is none.
        var bound = folder.BoundOf(FolderStatus.UidNextOf(from) ?? 0);
        var next = !folder.HasMoreThanTold && bound > from.Count ? bound : (uint?)null;
        var open = folder.State.FindOpen(next ?? uint.MaxValue);

        // Gaps in a sparse folder would make pieces of nothing.
        // Neither is a folder believed to be huge only because it says so.
        var isDense = next is not null && open.Count <= MostUnsearched && open.Count <= Math.Max(mailbox.PieceSize, 2L * (from.Count - folder.State.CopiedCount));
        if (!open.IsEmpty && (!isDense || mailbox.Copy.FromDate is not null))
        {
            open = open.Intersect(await _source.SearchAsync(from, open, mailbox.Copy.FromDate, cancellationToken));
            folder.IsOpenFound = true;
        }

        var all = open.Union(folder.State.CopiedSources());
        folder.PlannedUidNext = next ?? (all.IsEmpty ? 1 : all.Last + 1);
        if (folder.HasMoreThanTold)
        {
            folder.State.Plan(open);
            mailbox.Checkpoints.Add(folder);
            await mailbox.Checkpoints.SaveAsync(cancellationToken);
        }

        return open;
    }
}
