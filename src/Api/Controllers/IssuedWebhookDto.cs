using Hosting.Migrations.Application.Webhooks;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>A webhook with the secret that it has got.</summary>
// A class, since a record would print its secret into any log that it reaches.
public sealed class IssuedWebhookDto
{
    /// <summary>What signs its notifications: whsec_ and Base64. It is shown this once.</summary>
    public required string Secret { get; init; }

    /// <summary>What is known of it later too.</summary>
    public required WebhookDto Webhook { get; init; }
}
