namespace Hosting.Migrations.Application.Webhooks;

/// <summary>What an operator can set about webhooks.</summary>
public sealed class WebhookOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Webhooks";

    /// <summary>How long a receiver may take to answer. Default: 10 seconds; 1 second to 1 minute.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The wait after the first failure; it doubles with every further one, up to <see cref="MaxBackoff"/>. Default: 5 seconds; 100 ms to 1 hour.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait between two attempts. Default: 6 hours; 1 second to 1 day.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Attempts before a notification is given up: by default some three days. Default: 24; 1 to 1,000.</summary>
    public int MaxAttempts { get; init; } = 24;

    /// <summary>
    /// Failures in a row, of whatever notifications, from which on a webhook is tried with one notification at a time, after waits of its own that
    /// grow as those of a notification do. Default: 5; 1 to 1,000.
    /// </summary>
    public int BlockAfter { get; init; } = 5;

    /// <summary>Notifications that are under way at once. Default: 50; 1 to 1,000.</summary>
    public int AtOnce { get; init; } = 50;

    /// <summary>Those of them that are one customer's. Default: 6; 1 to 1,000.</summary>
    public int AtOncePerCustomer { get; init; } = 6;

    /// <summary>Those of them that go to one webhook. Default: 2; 1 to 1,000.</summary>
    public int AtOncePerWebhook { get; init; } = 2;

    /// <summary>Webhooks that one customer may have. Default: 10; 1 to 1,000.</summary>
    public int MaxPerCustomer { get; init; } = 10;
}
