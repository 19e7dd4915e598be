namespace Hosting.Migrations.Api.Limits;

/// <summary>What an operator can set about how much is asked.</summary>
public sealed class RateLimitOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "RateLimits";

    /// <summary>How many requests a token may send a minute to each process, all at once or spread; 0 = any number. Default: 600,000.</summary>
    public int PerToken { get; init; } = 600_000;

    /// <summary>
    /// How many requests a minute without a good token are answered 401 for one address (IPv6: one network of 64 bits) by each process; more are 429. Requests with a good token
    /// go on. 0 = any number. Default: 6,000.
    /// </summary>
    public int RefusedPerAddress { get; init; } = 6_000;

    /// <summary>
    /// How many tests of webhooks one customer, or all admins together, may ask each process for a minute: each posts something to an address that a
    /// customer has named. 0 = any number. Default: 30.
    /// </summary>
    public int WebhookTests { get; init; } = 30;

    /// <summary>
    /// How many tests of connections one customer, or all admins together, may ask each process for a minute: each logs in at a server that a customer has
    /// named. 0 = any number. Default: 30.
    /// </summary>
    public int ConnectionTests { get; init; } = 30;
}
