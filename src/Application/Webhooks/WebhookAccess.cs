using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain.Webhooks;

namespace Hosting.Migrations.Application.Webhooks;

/// <summary>Finds webhooks by the names that callers send. Somebody else's, and what is no name at all, look like none.</summary>
internal static class WebhookAccess
{
    /// <summary>The webhook, to be looked at or changed.</summary>
    public static async Task<OwnedWebhook> GetForAsync(
        this IWebhookRepository webhooks, Caller caller, string id, CancellationToken cancellationToken) =>
        WebhookId.IsValid(id) && await webhooks.FindAsync(id, cancellationToken) is { } owned
        && (caller.IsAdmin || owned.Webhook.CustomerId == caller.CustomerId)
            ? owned
            : throw new NotFoundException($"webhook {id}");
}
