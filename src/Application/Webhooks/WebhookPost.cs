using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain.Webhooks;

namespace Hosting.Migrations.Application.Webhooks;

/// <summary>Posts something to a webhook, with the signature of each secret that it has at the moment.</summary>
internal sealed class WebhookPost(IWebhookSender sender, ISecretSealer sealer, TimeProvider clock)
{
    public async Task<WebhookAnswer> SendAsync(Webhook webhook, string id, string body, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        try
        {
            return await sender.SendAsync(
                new WebhookNotification(webhook.Url, [.. webhook.SealedSecretsAt(now).Select(sealer.Unseal)], id, now, body), cancellationToken);
        }
        catch (SealBrokenException fault)
        {
            return new WebhookAnswer(Status: null, fault.Message);
        }
    }
}
