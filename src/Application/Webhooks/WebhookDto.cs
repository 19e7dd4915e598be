using Hosting.Migrations.Domain.Webhooks;

namespace Hosting.Migrations.Application.Webhooks;

/// <summary>A webhook, without its secret.</summary>
/// <param name="Id">The name by which it is known.</param>
/// <param name="CustomerCode">The customer of whose migrations it is told.</param>
/// <param name="Url">Where notifications are posted.</param>
/// <param name="Events">What it is told of: migration.status_changed, mailbox.succeeded, mailbox.failed.</param>
/// <param name="Enabled">Whether it is told of anything.</param>
/// <param name="CreatedAt">When it was added. What happened before is not told.</param>
/// <param name="FailuresInRow">How many attempts, one after the other, have failed.</param>
/// <param name="BlockedUntil">Until when nothing is tried, after many failures in a row; null = something may be.</param>
/// <param name="PreviousSecretUntil">Until when the secret before signs as well; null = one secret signs.</param>
public sealed record WebhookDto(
    string Id,
    string CustomerCode,
    string Url,
    [property: WebhookEvent] IReadOnlyList<string> Events,
    bool Enabled,
    DateTimeOffset CreatedAt,
    int FailuresInRow,
    DateTimeOffset? BlockedUntil,
    DateTimeOffset? PreviousSecretUntil)
{
    internal static WebhookDto Of(OwnedWebhook owned, DateTimeOffset now) => new(
        owned.Webhook.PublicId,
        owned.CustomerCode,
        owned.Webhook.Url,
        owned.Webhook.Events,
        owned.Webhook.IsEnabled,
        owned.Webhook.CreatedAt,
        owned.Webhook.FailuresInRow,
        owned.Webhook.BlockedUntil > now ? owned.Webhook.BlockedUntil : null,
        owned.Webhook.PreviousSecretUntil > now ? owned.Webhook.PreviousSecretUntil : null);
}
