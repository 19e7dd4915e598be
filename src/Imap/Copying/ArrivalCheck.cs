using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Connections;
using Hosting.Migrations.Imap.Faults;
using MailKit;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// Finds out whether the destination holds what it says it has stored. That takes one command for a folder as long as the folder has grown by as many
/// messages; otherwise each of them is looked for, since the owner may have deleted some or received others meanwhile.
/// </summary>
internal sealed class ArrivalCheck(FolderCopy folder, MailConnection destination, MailboxContext mailbox)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    private static readonly FetchRequest UidOnly = new(MessageSummaryItems.UniqueId);

    /// <summary>Notes messages that are not there as failed, so that the next run tries them again.</summary>
    /// <exception cref="MailFaultException">The destination can't be asked, or its folder has been replaced.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (folder.State.ArrivedCount == 0 || (folder.HeldThere is { } before && await CountAsync(cancellationToken) == before + folder.State.ArrivedCount))
        {
            return;
        }

        var missing = await FindMissingAsync(cancellationToken);
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

    private async Task<int?> CountAsync(CancellationToken cancellationToken)
    {
        var there = await destination.AwaitAsync(folder.DestinationName, cancellationToken);
        if (there is { IsOpen: true })
        {
            await destination.RunAsync(token => destination.Client.NoOpAsync(token), cancellationToken);
        }
        else if (there is not null && !await destination.TryAskStateAsync(there, StatusItems.Count, cancellationToken))
        {
            there = await destination.OpenAsync(folder.DestinationName, FolderAccess.ReadWrite, cancellationToken);
        }

        return there?.Count;
    }

    // Some servers show a message only a while after they have stored it.
    private async Task<UidSet> FindMissingAsync(CancellationToken cancellationToken)
    {
        for (var since = mailbox.Clock.GetTimestamp(); ;)
        {
            // Only a folder that is selected tells its UIDVALIDITY for certain: Courier makes one up at each STATUS.
            var there = await destination.OpenAsync(folder.DestinationName, FolderAccess.ReadWrite, cancellationToken);
            var missing = await WithoutVisibleAsync(there, folder.State.FindArrived(), cancellationToken);
            if (!folder.State.TryMeetDestination(there.UidValidity))
            {
                folder.MeetDestinationAgain(there.UidValidity, isSame: missing.IsEmpty);
            }

            if (missing.IsEmpty || mailbox.Clock.GetElapsedTime(since) >= mailbox.Options.SettleTime)
            {
                return missing;
            }

            await Task.Delay(PollInterval, mailbox.Clock, cancellationToken);
            await destination.RunAsync(token => destination.Client.NoOpAsync(token), cancellationToken);
        }
    }

    // Of a few, one command tells; for many a search is shorter. What it leaves out is asked for.
    private async Task<UidSet> WithoutVisibleAsync(IMailFolder there, UidSet places, CancellationToken cancellationToken)
    {
        var missing = places.Count <= DestinationLook.Window ? places
            : places.Except(await destination.SearchAsync(there, places, since: null, cancellationToken));
        foreach (var window in missing.Split(DestinationLook.Window))
        {
            var shown = await destination.DescribeAsync(there, window, UidOnly, cancellationToken);
            missing = missing.Except(UidSet.Of(shown.Select(message => message.UniqueId.Id)));
        }

        return missing;
    }
}
