using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Application.Webhooks;

/// <summary>Posts notifications.</summary>
public interface IWebhookSender
{
    /// <summary>Posts a notification, signed by the rules of Standard Webhooks: HMAC-SHA256 over its id, the moment and the body.</summary>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<WebhookAnswer> SendAsync(WebhookNotification notification, CancellationToken cancellationToken);
}

/// <summary>A notification on its way.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Secrets">What signs it, each for itself: <c>whsec_</c> and Base64.</param>
/// <param name="Id">The same in every attempt.</param>
/// <param name="SentAt">The moment of this attempt.</param>
/// <param name="Body">JSON.</param>
public sealed record WebhookNotification(string Url, IReadOnlyList<Secret> Secrets, string Id, DateTimeOffset SentAt, string Body);

/// <summary>What has come of a notification.</summary>
/// <param name="Status">The status with which the receiver has answered; null if it has not.</param>
/// <param name="Error">Why it did not arrive; null if the receiver has answered with a status from 200 to 299.</param>
public sealed record WebhookAnswer(int? Status, string? Error);
