using System.Globalization;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Reads what the source tells about messages, and leaves out those that are not to be copied.</summary>
internal sealed class MessageLister(FolderCopy folder, IMailSession source, MailboxContext mailbox)
{
    private const MessageItems Items = MessageItems.Flags | MessageItems.InternalDate | MessageItems.Size;

    /// <summary>The messages to copy, in the order of their UIDs.</summary>
    public async Task<List<MessageInfo>> ListAsync(ISessionFolder from, UidSet uids, CancellationToken cancellationToken)
    {
        if (uids.IsEmpty)
        {
            return [];
        }

        var request = new MessageRequest(folder.Route.OnlyUnlabelled ? Items | MessageItems.Labels : Items);
        var messages = await WholeAnswer.DescribeInHalvesAsync(source, from, uids, request, Refuse, cancellationToken);
        mailbox.Counters.UnreadFlags(source.TakeUnreadFlags());
        return [.. messages
            .Where(message => uids.Contains(message.Uid))
            .DistinctBy(message => message.Uid)
            .OrderBy(message => message.Uid)
            .Where(IsWanted)
            .Select(message => folder.KeywordLimit.Bound(MessageInfo.Of(message)))
            .Where(IsSmallEnough)];
    }

    private void Refuse(uint uid, MailFaultException fault)
    {
        folder.State.List(uid);
        mailbox.Fail(folder, uid, fault.Fault, fault.Message);
    }

    private bool IsWanted(MessageDescription message)
    {
        folder.State.List(message.Uid);
        var selection = mailbox.Copy.Selection;
        var (isEarly, isLate, isLarge) = (
            message.InternalDate < mailbox.Copy.FromDate, message.InternalDate >= selection.ReceivedBefore, message.Size > selection.SizeLimit);
        var isWanted = !isEarly && !isLate && !isLarge && !(folder.Route.OnlyUnlabelled && IsShownElsewhere(message, mailbox.Plan.Labels));
        if (!isWanted && folder.State.TryLeaveOut(message.Uid))
        {
            mailbox.Counters.LeftOut(isLate, isLarge);
        }

        return isWanted;
    }

    private bool IsSmallEnough(MessageInfo message)
    {
        if (!(message.Size > folder.AppendLimit))
        {
            return true;
        }

        var reason = string.Create(CultureInfo.InvariantCulture, $"the message has {message.Size} bytes, and the destination takes {folder.AppendLimit}");
        mailbox.Fail(folder, message.Uid, CopyFault.TooLarge, reason);
        return false;
    }

    /// <summary>Whether a message of Gmail's All Mail is shown by one of the folders that have these labels.</summary>
    public static bool IsShownElsewhere(MessageDescription message, IReadOnlySet<string> labels) => message.Labels.Any(labels.Contains);
}
