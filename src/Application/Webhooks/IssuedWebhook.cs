using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Application.Webhooks;

/// <summary>A webhook with another secret.</summary>
/// <param name="Webhook">The webhook.</param>
/// <param name="Secret">What signs its notifications from now on; this is the only time that it is seen.</param>
public sealed record IssuedWebhook(WebhookDto Webhook, Secret Secret);
