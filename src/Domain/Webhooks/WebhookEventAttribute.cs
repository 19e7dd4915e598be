namespace Hosting.Migrations.Domain.Webhooks;

/// <summary>Says that a text, or each of a list, is a kind of event that a webhook can ask to be told of.</summary>
public sealed class WebhookEventAttribute() : OneOfAttribute(WebhookEvents.All);
