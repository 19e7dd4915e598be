using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain.Webhooks;

namespace Hosting.Migrations.Application.Webhooks;

/// <summary>Finds webhooks that are to be changed.</summary>
internal sealed class WebhookTurn(IWebhookRepository webhooks, CustomerTurn turn, TimeProvider clock)
{
    /// <summary>The webhook, once nobody else changes it until the changes are stored or forgotten.</summary>
    /// <param name="caller">Who changes it.</param>
    /// <param name="id">See <see cref="WebhookId"/>.</param>
    /// <param name="expectedTags">See <see cref="CustomerTurn.TakeAsync"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NotFoundException">There is none, or it is somebody else's.</exception>
    /// <exception cref="PreconditionFailedException">The caller has seen it otherwise.</exception>
    public Task<OwnedWebhook> TakeAsync(Caller caller, string id, IReadOnlyList<string>? expectedTags, CancellationToken cancellationToken) => turn.TakeAsync(
        () => webhooks.GetForAsync(caller, id, cancellationToken),
        owned => owned.Webhook.CustomerId,
        owned => WebhookDto.Of(owned, clock.GetUtcNow()),
        expectedTags,
        cancellationToken);
}
