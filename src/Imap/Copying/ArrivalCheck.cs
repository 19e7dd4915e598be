using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// Finds out whether the destination holds what it says it has stored. That takes one command for a folder as long as the folder has grown by as many
/// messages and has given away as many UIDs; otherwise each of them is looked for, since the owner may have deleted some or received others meanwhile.
/// </summary>
internal sealed class ArrivalCheck(FolderCopy folder, IMailSession destination, MailboxContext mailbox)
{
    /// <summary>Notes messages that are not there as failed, so that the next run tries them again.</summary>
    /// <exception cref="MailFaultException">The destination can't be asked, or its folder has been replaced.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (folder.State.ArrivedCount == 0 || await HasGrownByItselfAsync(cancellationToken))
        {
            return;
        }

        var missing = await FindMissingAsync(folder.State.FindArrived, cancellationToken);
        if (missing.IsEmpty)
        {
            return;
        }

        var lost = folder.State.TakeBack(missing);
        mailbox.Counters.NotCopied(lost.Count);
        foreach (var uid in lost)
        {
            mailbox.Fail(
                folder,
                uid,
                CopyFault.DestinationRefused,
                "the destination said that it had stored the message, but it is not in the folder; a filter there may have taken it, or its owner may have deleted it meanwhile; the next run tries it again");
        }
    }

    /// <summary>
    /// The same for a folder whose copy has failed, which says nothing of what the destination has told before: the next run must not rely on that unseen.
    /// Where the destination can't be asked any more, that the folder is not complete is known.
    /// </summary>
    public async Task TryRunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(cancellationToken);
        }
        catch (MailFaultException)
        {
        }
    }

    /// <summary>Looks for what an earlier run, which did not come to its end, was told to be at the destination. What is not there is copied again.</summary>
    /// <exception cref="MailFaultException">The destination can't be asked.</exception>
    public async Task TakeBackUnseenAsync(CancellationToken cancellationToken)
    {
        if (!folder.HasUnseen || folder.State.FindUnseen().IsEmpty)
        {
            return;
        }

        var missing = await FindMissingAsync(folder.State.FindUnseen, cancellationToken);
        if (!missing.IsEmpty)
        {
            folder.State.TakeBackUnseen(missing);
        }

        folder.HasUnseen = false;
    }

    // As many messages more, and as many UIDs given away: then nothing else has come in that could stand for one that is not there.
    private async Task<bool> HasGrownByItselfAsync(CancellationToken cancellationToken)
    {
        if (folder.HeldThere is not { } before || await destination.AwaitAsync(folder.DestinationName, cancellationToken) is not { } there)
        {
            return false;
        }

        var hasPlaces = !folder.State.FindArrived().IsEmpty;
        if (there.IsOpen)
        {
            await destination.NoOpAsync(cancellationToken);
            return !hasPlaces && there.Count == before + folder.State.ArrivedCount;
        }

        if (!await destination.TryAskStateAsync(there, StateItems.Count | StateItems.UidNext, cancellationToken))
        {
            there = await destination.OpenAsync(folder.DestinationName, FolderAccess.ReadWrite, cancellationToken);
        }

        var first = folder.Destination?.UidNext ?? 1;
        var isUndisturbed = first > 0 && FolderStatus.UidNextOf(there) is { } next && next - (long)first == folder.State.ArrivedCount;
        return there.Count == before + folder.State.ArrivedCount && (isUndisturbed || !hasPlaces);
    }

    // Some servers show a message only a while after they have stored it.
    private async Task<UidSet> FindMissingAsync(Func<UidSet> findPlaces, CancellationToken cancellationToken)
    {
        for (var since = mailbox.Clock.GetTimestamp(); ;)
        {
            // Only a folder that is selected tells its UIDVALIDITY for certain: Courier makes one up at each STATUS.
            var there = await destination.OpenAsync(folder.DestinationName, FolderAccess.ReadWrite, cancellationToken);
            var missing = await WithoutVisibleAsync(there, findPlaces(), cancellationToken);
            if (!folder.State.TryMeetDestination(there.UidValidity))
            {
                folder.MeetDestinationAgain(there.UidValidity, isSame: missing.IsEmpty);
            }

            if (missing.IsEmpty || mailbox.Clock.GetElapsedTime(since) >= mailbox.Options.SettleTime)
            {
                return missing;
            }

            await Task.Delay(MailboxContext.PollInterval, mailbox.Clock, cancellationToken);
            await destination.NoOpAsync(cancellationToken);
        }
    }

    // Of a few, one command tells; for many a search is shorter. What it leaves out is asked for.
    private async Task<UidSet> WithoutVisibleAsync(ISessionFolder there, UidSet places, CancellationToken cancellationToken)
    {
        var missing = places.Count <= DestinationLook.Window ? places
            : places.Except(await destination.SearchAsync(there, places, since: null, cancellationToken));
        foreach (var window in missing.Split(DestinationLook.Window))
        {
            var shown = await destination.DescribeAsync(there, window, MessageRequest.UidOnly, cancellationToken);
            missing = missing.Except(UidSet.Of(shown.Select(message => message.Uid)));
        }

        return missing;
    }
}
