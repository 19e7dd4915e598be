namespace Hosting.Migrations.Domain.Webhooks;

/// <summary>One event on its way to one webhook.</summary>
public sealed class WebhookDelivery
{
    /// <summary>The greatest length of <see cref="LastError"/>, in characters.</summary>
    public const int MaxErrorLength = 500;

    /// <summary>The greatest length of <see cref="Body"/>, in characters.</summary>
    public const int MaxBodyLength = 4000;

    /// <summary>Begins a delivery.</summary>
    /// <param name="webhookId">The key of the webhook.</param>
    /// <param name="eventId">The key of the event.</param>
    /// <param name="now">The moment.</param>
    public WebhookDelivery(long webhookId, long eventId, DateTimeOffset now) =>
        (WebhookId, EventId, NextAttemptAt) = (webhookId, eventId, now.ToUniversalTime());

    /// <summary>Begins the delivery of something that has no event of its own.</summary>
    /// <param name="webhookId">The key of the webhook.</param>
    /// <param name="eventId">The key of the latest event of the same migration, with which the delivery is taken away.</param>
    /// <param name="kind">See <see cref="WebhookEvents"/>.</param>
    /// <param name="body">What is told, as it is sent.</param>
    /// <param name="now">The moment.</param>
    public WebhookDelivery(long webhookId, long eventId, string kind, string body, DateTimeOffset now)
        : this(webhookId, eventId, now) => (Kind, Body) = (kind, body);

    private WebhookDelivery()
    {
    }

    /// <summary>The database's key; 0 until stored. The same in every attempt, so that a receiver knows a repetition.</summary>
    public long Id { get; private set; }

    /// <summary>The key of the webhook.</summary>
    public long WebhookId { get; private set; }

    /// <summary>The key of the event.</summary>
    public long EventId { get; private set; }

    /// <summary>What kind of event it tells of; null = of the event itself, which is a change of a migration's status.</summary>
    public string? Kind { get; private set; }

    /// <summary>What is told, as it is sent; null = what follows from the event.</summary>
    public string? Body { get; private set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; private set; }

    /// <summary>When it is tried next, in UTC; null once it has arrived or has been given up.</summary>
    public DateTimeOffset? NextAttemptAt { get; private set; }

    /// <summary>When it arrived, in UTC; null until then.</summary>
    public DateTimeOffset? DeliveredAt { get; private set; }

    /// <summary>Why the latest attempt failed; null if it did not.</summary>
    public string? LastError { get; private set; }

    /// <summary>Keeps others away from the delivery while one attempt is under way.</summary>
    /// <param name="until">When the attempt counts as lost.</param>
    public void Claim(DateTimeOffset until) => NextAttemptAt = until.ToUniversalTime();

    /// <summary>Notes that it arrived.</summary>
    /// <param name="now">The moment.</param>
    public void Succeed(DateTimeOffset now) =>
        (Attempts, DeliveredAt, NextAttemptAt, LastError) = (Attempts + 1, now.ToUniversalTime(), null, null);

    /// <summary>Notes that an attempt failed.</summary>
    /// <param name="error">Why. Cut at <see cref="MaxErrorLength"/>.</param>
    /// <param name="nextAttemptAt">When to try again; null = never.</param>
    public void Fail(string error, DateTimeOffset? nextAttemptAt) =>
        (Attempts, LastError, NextAttemptAt) = (Attempts + 1, error[..Math.Min(error.Length, MaxErrorLength)], nextAttemptAt?.ToUniversalTime());
}
