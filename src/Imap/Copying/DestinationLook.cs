using System.Globalization;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// Reads what a folder of the destination holds, and sees that it adds up to what the folder says it holds: what a server leaves out of an
/// answer without a word would be copied a second time.
/// </summary>
/// <param name="destination">The destination.</param>
/// <param name="there">The folder, selected.</param>
internal sealed class DestinationLook(IMailSession destination, ISessionFolder there)
{
    public const int Window = 2000;

    private const int Looks = 3;

    public static readonly MessageRequest Outline = new(MessageItems.InternalDate | MessageItems.Size);

    /// <summary>Lists the messages that are unknown. It takes no further command as long as these and the known ones make up the folder.</summary>
    /// <param name="foreign">The UIDs that an unknown message may have.</param>
    /// <param name="known">The UIDs of messages that are known; some may have been deleted.</param>
    /// <param name="next">A bound above all UIDs; 0 = not known.</param>
    /// <param name="isOverdue">Whether a server that shows its messages a few at a time has been waited for long enough.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>The UIDs of all, and those of which the destination tells a size.</returns>
    /// <exception cref="MailFaultException">The folder says that it holds more than it shows.</exception>
    public async Task<(UidSet Seen, List<UnknownMessage> Messages)> ListAsync(
        UidSet foreign, UidSet known, uint next, Func<bool> isOverdue, CancellationToken cancellationToken)
    {
        var (seen, found) = (new UidSet(), new List<UnknownMessage>());
        if (there.Count == 0)
        {
            return (seen, found);
        }

        // What is told of a message is larger than what is kept here, so it is let go window by window.
        foreach (var window in await WindowsAsync(next > 1 ? foreign.Except(UidSet.Between(next, uint.MaxValue)) : foreign, cancellationToken))
        {
            Add(await WholeAnswer.DescribeInHalvesAsync(destination, there, window, Outline, refuse: null, cancellationToken));
        }

        if (there.Count - seen.Count != known.Count)
        {
            await AddLeftOutAsync();
        }

        return (seen, found);

        void Add(IEnumerable<MessageDescription> messages)
        {
            foreach (var message in messages.Where(message => foreign.Contains(message.Uid) && !seen.Contains(message.Uid)))
            {
                seen.Add(message.Uid);
                if (UnknownMessage.Of(message) is { } unknown)
                {
                    found.Add(unknown);
                }
            }
        }

        async Task AddLeftOutAsync()
        {
            for (var look = 1; ; look++)
            {
                var visible = await VisibleMessages.FindAsync(destination, there, isOverdue, cancellationToken);
                foreach (var window in visible.Intersect(foreign).Except(seen).Split(Window))
                {
                    Add(await ReadAsync(window, Outline, cancellationToken));
                }

                var hidden = there.Count - visible.Count;
                if (hidden <= 0)
                {
                    return;
                }

                if (look == Looks)
                {
                    throw Withheld(there.Count, hidden);
                }

                // One that arrives while another is deleted can look like a hidden one for a moment.
                await destination.NoOpAsync(cancellationToken);
            }
        }
    }

    /// <summary>Reads something of messages that have been listed; those deleted since are left out.</summary>
    /// <exception cref="MailFaultException">The destination still lists some of which it does not tell that.</exception>
    public async Task<List<MessageDescription>> ReadAsync(UidSet uids, MessageRequest request, CancellationToken cancellationToken)
    {
        var messages = await WholeAnswer.DescribeAsync(destination, there, uids, request, cancellationToken);
        await CheckAsync(uids.Except(UidSet.Of(messages.Select(message => message.Uid))), cancellationToken);
        return messages;
    }

    /// <summary>Sees that messages of which nothing has been told are gone.</summary>
    /// <exception cref="MailFaultException">Some are still there.</exception>
    public async Task CheckAsync(UidSet untold, CancellationToken cancellationToken)
    {
        if (!untold.IsEmpty && (await destination.DescribeAsync(there, untold, MessageRequest.UidOnly, cancellationToken)).Count(message => untold.Contains(message.Uid)) is > 0 and var listed)
        {
            throw Withheld(string.Create(CultureInfo.InvariantCulture, $"lists {listed:N0} messages of which it tells no more"));
        }
    }

    /// <summary>The folder says that it holds more messages than it shows.</summary>
    /// <param name="held">How many it says that it holds.</param>
    /// <param name="hidden">How many of them it does not show.</param>
    public MailFaultException Withheld(long held, long hidden) =>
        Withheld(string.Create(CultureInfo.InvariantCulture, $"says that it holds {held:N0} messages, but does not show {hidden:N0} of them"));

    private MailFaultException Withheld(string what) => new(
        CopyFault.Incomplete,
        $"the folder {destination.Screen.HideInName(there.FullName)} at the destination {what}; nothing is added to it, since copies that can't be seen would be made once more; the next run looks again",
        isTransient: false);

    // UIDs may be few in a wide range: then one command asks for all of it, or a search tells where there are any.
    private async Task<IEnumerable<UidSet>> WindowsAsync(UidSet uids, CancellationToken cancellationToken)
    {
        if (uids.Count <= (4L * there.Count) + Window && there.Count <= IMailSession.MostHeld)
        {
            return uids.Split(Window);
        }

        if (there.Count <= Window || uids.IsEmpty)
        {
            return uids.IsEmpty ? [] : [uids];
        }

        var visible = await destination.SearchAsync(there, uids, since: null, cancellationToken);
        return visible.Intersect(uids).Split(Window).Select(window => uids.Intersect(UidSet.Between(window.First, window.Last)));
    }
}
