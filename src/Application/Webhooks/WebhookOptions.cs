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
}
