namespace Hosting.Migrations.Application.Webhooks.Deliver;

/// <summary>How long is waited after failures.</summary>
internal static class Backoff
{
    // Waits differ by as much, so that what has failed at once does not come again at once.
    private const double Spread = 0.25;

    /// <summary>The wait after so many failures.</summary>
    public static TimeSpan After(int failures, WebhookOptions options) =>
        PlainAfter(failures, options) * (1 - Spread + (Random.Shared.NextDouble() * 2 * Spread));

    /// <summary>The longest time from a notification's first attempt to its last.</summary>
    public static TimeSpan Longest(WebhookOptions options) =>
        Enumerable.Range(1, options.MaxAttempts - 1)
            .Aggregate(TimeSpan.Zero, (sum, failures) => sum + PlainAfter(failures, options) + options.Timeout) * (1 + Spread);

    private static TimeSpan PlainAfter(int failures, WebhookOptions options)
    {
        var doubled = options.Backoff * Math.Pow(2, Math.Min(failures - 1, 30));
        return doubled < options.MaxBackoff ? doubled : options.MaxBackoff;
    }
}
