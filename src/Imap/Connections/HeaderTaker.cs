using Hosting.Migrations.Imap.Sessions;
using MailKit;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Takes headers away from what the mail library keeps of messages, as soon as they have come.</summary>
internal static class HeaderTaker
{
    /// <summary>Takes a header away from what describes its message.</summary>
    /// <returns>False if it, or the UID, has not come yet.</returns>
    public static bool TryTake(this HeaderIntake intake, IMessageSummary message)
    {
        if (message is not MessageSummary { Headers: { } headers } summary || !message.UniqueId.IsValid)
        {
            return false;
        }

        (summary.Headers, summary.References) = (null, null);
        intake.Receive(message.UniqueId.Id, headers);
        return true;
    }

    /// <summary>Takes what could not be taken before: a message of which no header has come has an empty one.</summary>
    public static void Complete(this HeaderIntake intake, IEnumerable<IMessageSummary> messages)
    {
        foreach (var message in messages.Where(message => !intake.TryTake(message) && !message.Fields.HasFlag(MessageSummaryItems.Headers)))
        {
            intake.Receive(message.UniqueId.Id, []);
        }
    }
}
