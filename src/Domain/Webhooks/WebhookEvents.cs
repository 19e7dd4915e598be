namespace Hosting.Migrations.Domain.Webhooks;

/// <summary>The kinds of events that a webhook can be told of.</summary>
public static class WebhookEvents
{
    /// <summary>A migration has come to another state, or is being cancelled, paused or resumed.</summary>
    public const string StatusChanged = "migration.status_changed";

    /// <summary>A run of a mailbox has ended, and has succeeded.</summary>
    public const string MailboxSucceeded = "mailbox.succeeded";

    /// <summary>A run of a mailbox has ended, and has failed.</summary>
    public const string MailboxFailed = "mailbox.failed";

    /// <summary>What those of mailboxes begin with.</summary>
    public const string OfMailboxes = "mailbox.";

    /// <summary>Somebody tries the webhook; told whatever it asks to be told.</summary>
    public const string Test = "webhook.test";

    /// <summary>Every kind that a webhook can ask to be told of.</summary>
    public static IReadOnlyList<string> All { get; } = [StatusChanged, MailboxSucceeded, MailboxFailed];

    /// <summary>Whether a list names kinds, at least one, and each once.</summary>
    /// <param name="events">The list.</param>
    public static bool AreValid(IReadOnlyCollection<string> events) =>
        events.Count > 0 && events.All(All.Contains) && events.Distinct().Count() == events.Count;
}
