using System.Globalization;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain.Webhooks;
using MediatR;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Webhooks.Deliver;

/// <summary>Tells webhooks what is due. What does not arrive is told again later, so that everything is told at least once.</summary>
public sealed record DeliverWebhooksCommand : IRequest;

internal sealed partial class DeliverWebhooksCommandHandler(
    IWebhookRepository webhooks,
    IWebhookSender sender,
    ISecretSealer sealer,
    IUnitOfWork unitOfWork,
    IOptions<WebhookOptions> options,
    TimeProvider clock,
    ILogger<DeliverWebhooksCommandHandler> logger)
    : AsyncRequestHandler<DeliverWebhooksCommand>
{
    // As many at once: one slow receiver must not hold up the others for long.
    private const int BatchSize = 20;

    protected override async Task Handle(DeliverWebhooksCommand request, CancellationToken cancellationToken)
    {
        while (await ClaimAsync(cancellationToken) is { Count: > 0 } claimed)
        {
            var announcements = new List<(WebhookDelivery Delivery, Announcement Announcement)>();
            foreach (var delivery in claimed)
            {
                if (await webhooks.FindAnnouncementAsync(delivery, cancellationToken) is { } announcement)
                {
                    announcements.Add((delivery, announcement));
                }
            }

            var errors = await Task.WhenAll(announcements.Select(pair => SendAsync(pair.Delivery, pair.Announcement, cancellationToken)));
            await StoreAsync([.. announcements.Zip(errors, (pair, error) => (pair.Delivery, error))]);
        }
    }

    // Whoever stores the claim first has it; if this process dies, it runs out.
    private async Task<IReadOnlyList<WebhookDelivery>> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = await webhooks.ListDueAsync(now, BatchSize, cancellationToken);
        foreach (var delivery in due)
        {
            delivery.Claim(now + (options.Value.Timeout * 3));
        }

        try
        {
            await unitOfWork.SaveChangesAsync(cancellationToken);
            return due;
        }
        catch (ConcurrentChangeException)
        {
            unitOfWork.Forget();
            return [];
        }
    }

    private async Task<string?> SendAsync(WebhookDelivery delivery, Announcement announcement, CancellationToken cancellationToken)
    {
        try
        {
            var notification = new WebhookNotification(
                announcement.Webhook.Url,
                sealer.Unseal(announcement.Webhook.SealedSecret),
                string.Create(CultureInfo.InvariantCulture, $"msg_{delivery.Id}"),
                clock.GetUtcNow(),
                NotificationBody.Of(announcement));
            return await sender.SendAsync(notification, cancellationToken);
        }
        catch (SealBrokenException fault)
        {
            return fault.Message;
        }
    }

    private async Task StoreAsync(List<(WebhookDelivery Delivery, string? Error)> told)
    {
        told.ForEach(one => TakeNote(one.Delivery, one.Error));
        if (!await TrySaveAsync())
        {
            // One has been taken away with its migration or webhook meanwhile, and must not cost the others what is known of them.
            foreach (var (delivery, error) in told)
            {
                if (await webhooks.FindDeliveryAsync(delivery.Id, CancellationToken.None) is { } left)
                {
                    TakeNote(left, error);
                    await TrySaveAsync();
                }
            }
        }

        foreach (var (delivery, error) in told.Where(one => one.Error is not null))
        {
            LogFailed(delivery.NextAttemptAt is null ? LogLevel.Error : LogLevel.Warning, delivery.Id, delivery.WebhookId, delivery.Attempts, error!);
        }
    }

    private async Task<bool> TrySaveAsync()
    {
        try
        {
            await unitOfWork.SaveChangesAsync(CancellationToken.None);
            return true;
        }
        catch (ConcurrentChangeException)
        {
            return false;
        }
        finally
        {
            unitOfWork.Forget();
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
        delivery.Fail(error, isLast ? null : now + BackoffAfter(delivery.Attempts + 1));
    }

    private TimeSpan BackoffAfter(int attempts)
    {
        var doubled = options.Value.Backoff * Math.Pow(2, Math.Min(attempts - 1, 30));
        var wait = doubled < options.Value.MaxBackoff ? doubled : options.Value.MaxBackoff;
        return wait * (0.75 + (Random.Shared.NextDouble() / 2));
    }

    [LoggerMessage(Message = "Delivery {Delivery} to webhook {Webhook} has failed {Attempts} times: {Error}")]
    private partial void LogFailed(LogLevel level, long delivery, long webhook, int attempts, string error);
}
