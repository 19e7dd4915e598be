using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Webhooks;

namespace Hosting.Migrations.Application.Webhooks;

/// <summary>Finds webhooks that are to be changed, one caller after the other: what is changed is what is there.</summary>
internal sealed class WebhookTurn(IWebhookRepository webhooks, IUnitOfWork unitOfWork, TimeProvider clock)
{
    /// <summary>The webhook, once nobody else changes it until the changes are stored or forgotten.</summary>
    /// <param name="caller">Who changes it.</param>
    /// <param name="id">See <see cref="WebhookId"/>.</param>
    /// <param name="expectedTags">The tags of what the caller has seen, of which one has to be that of what is there; null = it does not ask.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NotFoundException">There is none, or it is somebody else's.</exception>
    /// <exception cref="PreconditionFailedException">The caller has seen it otherwise.</exception>
    public async Task<OwnedWebhook> TakeAsync(Caller caller, string id, IReadOnlyList<string>? expectedTags, CancellationToken cancellationToken)
    {
        var customerId = (await webhooks.GetForAsync(caller, id, cancellationToken)).Webhook.CustomerId;

        // By the time of the turn it may be another.
        unitOfWork.Forget();
        await unitOfWork.TakeTurnAsync(customerId, cancellationToken);
        try
        {
            var owned = await webhooks.GetForAsync(caller, id, cancellationToken);
            AnswerTag.EnsureSeen(WebhookDto.Of(owned, clock.GetUtcNow()), expectedTags);
            return owned;
        }
        catch (Exception fault) when (fault is NotFoundException or PreconditionFailedException)
        {
            unitOfWork.Forget();
            throw;
        }
    }
}
