using Hosting.Migrations.Domain.Webhooks;

namespace Hosting.Migrations.Api.Binding;

/// <summary>The name of a webhook, in the path.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class WebhookInPathAttribute() : InPathAttribute(
    "webhook_id", WebhookId.Pattern, "Webhook id: wh_ and 16 letters and digits. Anything else is 404.");
