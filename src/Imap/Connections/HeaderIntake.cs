using MailKit;
using MimeKit;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Takes headers one by one as they come in, so that no more than one of an answer is held in whole.</summary>
/// <param name="Receive">Gets the UID and the header of each message; another time if it is asked for again.</param>
/// <param name="IsOverdue">Whether no message has got through for longer than is waited for.</param>
internal sealed record HeaderIntake(Action<uint, HeaderList> Receive, Func<bool> IsOverdue)
{
    /// <summary>Takes a header away from what describes its message.</summary>
    /// <returns>False if it, or the UID, has not come yet.</returns>
    public bool TryTake(IMessageSummary message)
    {
        if (message is not MessageSummary { Headers: { } headers } summary || !message.UniqueId.IsValid)
        {
            return false;
        }

        (summary.Headers, summary.References) = (null, null);
        Receive(message.UniqueId.Id, headers);
        return true;
    }

    /// <summary>Takes what could not be taken before: a message of which no header has come has an empty one.</summary>
    public void Complete(IEnumerable<IMessageSummary> messages)
    {
        foreach (var message in messages.Where(message => !TryTake(message) && !message.Fields.HasFlag(MessageSummaryItems.Headers)))
        {
            Receive(message.UniqueId.Id, []);
        }
    }
}
