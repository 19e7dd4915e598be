using System.Globalization;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Connections;
using Hosting.Migrations.Imap.Folders;
using MailKit;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Reads what the source tells about messages, and leaves out those that are not to be copied.</summary>
internal sealed class MessageLister(FolderCopy folder, MailConnection source, MailboxContext mailbox)
{
    private const MessageSummaryItems Items =
        MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.InternalDate | MessageSummaryItems.Size;

    private readonly HashSet<string> _labels = LabelsOf(mailbox.Routes);

    /// <summary>The messages to copy, in the order of their UIDs.</summary>
    public async Task<List<MessageInfo>> ListAsync(IMailFolder from, UidSet uids, CancellationToken cancellationToken)
    {
        if (uids.IsEmpty)
        {
            return [];
        }

        var request = new FetchRequest(folder.Route.OnlyUnlabelled ? Items | MessageSummaryItems.GMailLabels : Items);
        var messages = await source.DescribeAsync(from, uids, request, cancellationToken);
        mailbox.Counters.UnreadFlags(source.TakeUnreadFlags());
        return [.. messages
            .Where(message => uids.Contains(message.UniqueId.Id))
            .DistinctBy(message => message.UniqueId.Id)
            .OrderBy(message => message.UniqueId.Id)
            .Where(IsWanted)
            .Select(message => folder.KeywordLimit.Bound(MessageInfo.Of(message)))
            .Where(IsSmallEnough)];
    }

    private bool IsWanted(IMessageSummary message)
    {
        folder.State.List(message.UniqueId.Id);
        var isWanted = !(MessageInfo.ReceivedAt(message) < mailbox.Copy.FromDate)
            && !(folder.Route.OnlyUnlabelled && IsShownElsewhere(message, _labels));
        if (!isWanted)
        {
            folder.State.LeaveOut(message.UniqueId.Id);
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
    public static bool IsShownElsewhere(IMessageSummary message, HashSet<string> labels) => message.GMailLabels?.Any(labels.Contains) == true;

    /// <summary>The labels of folders that are copied. Gmail names those that every account has by what they are for.</summary>
    public static HashSet<string> LabelsOf(IReadOnlyList<FolderRoute> routes) =>
        [.. routes.Where(route => !route.OnlyUnlabelled).Select(route =>
            route.Source.IsInbox ? "\\Inbox"
            : route.Source.Use == SpecialUse.Sent ? "\\Sent"
            : route.Source.Use == SpecialUse.Drafts ? "\\Draft"
            : route.Source.Name)];
}
