using System.Globalization;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// Finds out whether everything that a folder of the source holds has been accounted for. That takes no command as long as what was listed
/// and what had been copied before make up what the folder said it holds; otherwise all UIDs are looked at, since messages may have been
/// deleted or left out, but may also have been hidden.
/// </summary>
internal sealed class FolderCheck(FolderCopy folder, IMailSession source, MailboxContext mailbox)
{
    // Yahoo and AOL show a client that does not know RFC 9586 no more of a folder.
    private const int LimitedView = 10_000;

    private const int Looks = 3;

    private string Name => folder.Route.Source.Name;

    /// <returns>What became of the messages; or, without that, messages that have to be copied first, since the source did not tell of them before.</returns>
    /// <exception cref="MailFaultException">The source can't be asked.</exception>
    public async Task<(FolderRest? Account, UidSet More)> RunAsync(CancellationToken cancellationToken)
    {
        var ledger = folder.State;
        var isAllOpened = folder.Source!.Messages <= folder.Held;
        if (isAllOpened && folder.WasSettled && ledger.ListedCount == 0)
        {
            return (folder.AccountUnchanged(folder.Held!.Value), new UidSet());
        }

        // What was deleted and what has come unseen may be as many. Unless none is gone for certain, each UID that a message may have had is to be accounted for.
        var isGoneKnown = folder.Gone is not null || ledger.CopiedBefore == 0;
        if (isAllOpened && folder.Held == ledger.CopiedBefore + ledger.ListedCount && ledger.SourceSurplus == 0 && !(folder.Gone > 0) && ledger.HasSettledListed
            && (isGoneKnown || (!folder.IsOpenFound && ledger.HasListed(folder.Open))))
        {
            return (Conclude(new FolderRest(ledger.CopiedBefore, ledger.LeftOutCount)), new UidSet());
        }

        var from = await source.OpenAsync(Name, FolderAccess.ReadOnly, cancellationToken);
        if (from.UidValidity != ledger.SourceUidValidity)
        {
            throw FolderCopy.ReplacedAtSource();
        }

        return await LookAsync(from, cancellationToken);
    }

    private async Task<(FolderRest? Account, UidSet More)> LookAsync(ISessionFolder from, CancellationToken cancellationToken)
    {
        (var unopened, from) = await UnopenedMessages.CountAsync(source, from, folder.Source!.Messages, folder.Held!.Value, FolderAccess.ReadOnly, cancellationToken);
        var (visible, hidden) = await FindVisibleAsync(from, cancellationToken);

        // It may show more than it said when it was opened.
        unopened = Math.Max(0, unopened - Math.Max(0, visible.Count - from.Count));

        // What has arrived since is for the next run.
        var expected = await HasTrueUidNextAsync(from, visible, cancellationToken)
            ? visible.Except(UidSet.Between(Math.Max(1, folder.PlannedUidNext), uint.MaxValue))
            : visible;
        var unknown = folder.State.WithoutKnown(expected);
        var wanted = await FindWantedAsync(from, unknown, cancellationToken);
        if (!wanted.IsEmpty && !folder.HasLookedForMore)
        {
            folder.HasLookedForMore = true;
            folder.State.Plan(wanted);
            mailbox.Checkpoints.Add(folder);
            await mailbox.Checkpoints.SaveAsync(cancellationToken);
            return (null, wanted);
        }

        return (Conclude(new FolderRest(
            folder.State.CountCopiedBefore(expected),
            folder.State.LeftOutCount + unknown.Count - wanted.Count,
            Missing: unopened + hidden + wanted.Count + folder.State.CountOpen(expected))), new UidSet());
    }

    // A server whose UIDNEXT lies below messages that it shows has not told the bound of those that were there when the folder was opened. It is opened
    // again, since what STATUS tells may be true where the other is not.
    private async Task<bool> HasTrueUidNextAsync(ISessionFolder from, UidSet visible, CancellationToken cancellationToken)
    {
        if (visible.IsEmpty || visible.Last < folder.PlannedUidNext)
        {
            return true;
        }

        await source.CloseAsync(from, cancellationToken);
        from = await source.OpenAsync(Name, FolderAccess.ReadOnly, cancellationToken);
        return from.UidNext > visible.Last;
    }

    // A message that arrives while another is deleted can look like a hidden one for a moment.
    private async Task<(UidSet Visible, long Hidden)> FindVisibleAsync(ISessionFolder from, CancellationToken cancellationToken)
    {
        var isOverdue = mailbox.BeginWait();
        for (var look = 1; ; look++)
        {
            await source.NoOpAsync(cancellationToken);
            var before = from.Count;
            var visible = await VisibleMessages.FindAsync(source, from, isOverdue, cancellationToken);
            var hidden = Math.Min(before, from.Count) - visible.Count;
            if (hidden <= 0 || look == Looks)
            {
                return (visible, Math.Max(0, hidden));
            }
        }
    }

    // A date is asked for again: this run's may be another one.
    private async Task<UidSet> FindWantedAsync(ISessionFolder from, UidSet unknown, CancellationToken cancellationToken)
    {
        return unknown.IsEmpty || mailbox.Copy.FromDate is null ? unknown
            : unknown.Intersect(await source.SearchAsync(from, unknown, mailbox.Copy.FromDate, cancellationToken));
    }

    private FolderRest Conclude(FolderRest rest)
    {
        // A number that servers which announce RFC 9586 do not go beyond need not be all there is.
        if (source.ShowsLimitedView && folder.Held == LimitedView)
        {
            Complain(string.Create(
                CultureInfo.InvariantCulture,
                $"the source shows only the newest {LimitedView:N0} messages of a folder (the limited view of RFC 9586), and shows exactly as many of this one, so that older ones may be hidden; move some into other folders at the source, so that none holds more, and copy again"));
        }
        else if (rest.Missing > 0)
        {
            var all = folder.State.Accounted + rest.AlreadyThere + rest.LeftOut + rest.Missing;
            Complain(string.Create(
                CultureInfo.InvariantCulture,
                $"the source says that the folder holds {all:N0} messages, but does not show {rest.Missing:N0} of them; the next run looks for them again"));
        }

        return folder.Account(rest);
    }

    private void Complain(string reason)
    {
        folder.HasFailed = true;
        mailbox.Counters.Failed(new CopyFailure(Name, null, null, CopyFault.Incomplete, reason));
    }
}
