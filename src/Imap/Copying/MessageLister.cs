using System.Globalization;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Folders;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Reads what the source tells about messages, and leaves out those that are not to be copied.</summary>
internal sealed class MessageLister(FolderCopy folder, IMailSession source, MailboxContext mailbox)
{
    private const MessageItems Items = MessageItems.Flags | MessageItems.InternalDate | MessageItems.Size;

    private readonly HashSet<string> _labels = LabelsOf(mailbox.Routes);

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
        var isWanted = !(message.InternalDate < mailbox.Copy.FromDate)
            && !(folder.Route.OnlyUnlabelled && IsShownElsewhere(message, _labels));
        if (!isWanted)
        {
            folder.State.LeaveOut(message.Uid);
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
    public static bool IsShownElsewhere(MessageDescription message, HashSet<string> labels) => message.Labels.Any(labels.Contains);

    /// <summary>The labels of folders that are copied. Gmail names those that every account has by what they are for.</summary>
    public static HashSet<string> LabelsOf(IReadOnlyList<FolderRoute> routes) =>
        [.. routes.Where(route => !route.OnlyUnlabelled).Select(route =>
            route.Source.IsInbox ? "\\Inbox"
            : route.Source.Use == SpecialUse.Sent ? "\\Sent"
            : route.Source.Use == SpecialUse.Drafts ? "\\Draft"
            : route.Source.Name)];
}
