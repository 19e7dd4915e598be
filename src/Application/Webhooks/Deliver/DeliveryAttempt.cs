using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Webhooks.Deliveries;
using Hosting.Migrations.Domain.Webhooks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Webhooks.Deliver;

/// <summary>One attempt to tell one webhook one thing.</summary>
internal sealed partial class DeliveryAttempt(
    IWebhookRepository webhooks,
    WebhookPost post,
    IUnitOfWork unitOfWork,
    IOptions<WebhookOptions> options,
    TimeProvider clock,
    ILogger<DeliveryAttempt> logger)
{
    public async Task MakeAsync(long deliveryId, CancellationToken cancellationToken)
    {
        if (await webhooks.FindDeliveryAsync(deliveryId, cancellationToken) is not { } found
            || await webhooks.FindAnnouncementAsync(found.Delivery, cancellationToken) is not { } announcement)
        {
            // Taken away with its migration or webhook.
            return;
        }

        var (delivery, webhook) = found;
        var answer = await post.SendAsync(
            webhook, WebhookDeliveryDto.NameOf(delivery.Id), delivery.Body ?? NotificationBody.Of(announcement), cancellationToken);
        TakeNote(delivery, answer.Error);
        try
        {
            await unitOfWork.SaveChangesAsync(CancellationToken.None);
        }
        catch (ConcurrentChangeException)
        {
            // Taken away while it was under way.
            return;
        }

        await FollowAsync(webhook, answer.Error is not null);
        if (answer.Error is { } error)
        {
            LogFailed(delivery.NextAttemptAt is null ? LogLevel.Error : LogLevel.Warning, delivery.Id, webhook.PublicId, delivery.Attempts, error);
        }
    }

    private void TakeNote(WebhookDelivery delivery, string? error)
    {
        var now = clock.GetUtcNow();
        if (error is null)
        {
            delivery.Succeed(now);
            return;
        }

        var isLast = delivery.Attempts + 1 >= options.Value.MaxAttempts;
        delivery.Fail(error, isLast ? null : now + Backoff.After(delivery.Attempts + 1, options.Value));
    }

    // One that fails again and again waits by itself, whatever it is to be told.
    private async Task FollowAsync(Webhook webhook, bool hasFailed)
    {
        if (hasFailed)
        {
            var failures = await webhooks.CountFailureAsync(webhook.Id, CancellationToken.None);
            if (failures >= options.Value.BlockAfter)
            {
                await webhooks.BlockAsync(
                    webhook.Id, clock.GetUtcNow() + Backoff.After(failures - options.Value.BlockAfter + 1, options.Value), CancellationToken.None);
            }
        }
        else if (webhook.FailuresInRow > 0)
        {
            await webhooks.ForgetFailuresAsync(webhook.Id, CancellationToken.None);
        }
    }

    [LoggerMessage(Message = "Delivery {Delivery} to webhook {Webhook} has failed {Attempts} times: {Error}")]
    private partial void LogFailed(LogLevel level, long delivery, string webhook, int attempts, string error);
}
