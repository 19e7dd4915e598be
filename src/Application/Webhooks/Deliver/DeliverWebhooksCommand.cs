using System.Runtime.ExceptionServices;
using Hosting.Migrations.Application.Auditing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Webhooks.Deliver;

/// <summary>
/// Tells webhooks what is due, until nothing is. What does not arrive is told again later, so that everything is told at least once. Each
/// notification goes its own way: a slow receiver holds up nothing but what is for the same webhook.
/// </summary>
[NotAudited(NotAuditedAttribute.OfWorkers)]
public sealed record DeliverWebhooksCommand : IRequest;

internal sealed partial class DeliverWebhooksCommandHandler(
    IWebhookRepository webhooks,
    DeliveryTurns turns,
    IServiceScopeFactory scopes,
    IOptions<WebhookOptions> options,
    TimeProvider clock,
    ILogger<DeliverWebhooksCommandHandler> logger)
    : AsyncRequestHandler<DeliverWebhooksCommand>
{
    // While others are under way, what has become due need not wait for their end.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(500);

    private volatile ExceptionDispatchInfo? _fault;

    protected override async Task Handle(DeliverWebhooksCommand request, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if (turns.IsTimeToGiveUp())
        {
            await GiveUpAsync(settings, cancellationToken);
        }

        var underWay = new DeliveriesUnderWay(settings);
        try
        {
            while (await StartAsync(underWay, settings, cancellationToken) || !underWay.IsEmpty)
            {
                await underWay.WaitAsync(Task.Delay(LookAgainAfter, clock, cancellationToken));
            }
        }
        finally
        {
            await underWay.EndAsync();
        }

        _fault?.Throw();
    }

    private async Task GiveUpAsync(WebhookOptions settings, CancellationToken cancellationToken)
    {
        var happenedBefore = clock.GetUtcNow() - Backoff.Longest(settings);
        if (await webhooks.GiveUpAsync(happenedBefore, settings.BlockAfter, cancellationToken) is > 0 and var givenUp)
        {
            LogGivenUp(givenUp);
        }
    }

    /// <returns>Whether any was started.</returns>
    private async Task<bool> StartAsync(DeliveriesUnderWay underWay, WebhookOptions settings, CancellationToken cancellationToken)
    {
        var (now, started) = (clock.GetUtcNow(), false);
        foreach (var webhook in turns.Order(await webhooks.ListDueAsync(now, cancellationToken)).TakeWhile(_ => _fault is null))
        {
            var room = underWay.RoomFor(webhook);
            foreach (var due in room == 0 ? [] : await webhooks.ListDueAsync(webhook.Id, now, room, cancellationToken))
            {
                // Whoever stores the claim first has it; if this process dies, it runs out.
                if (await webhooks.TryClaimAsync(due, now + (settings.Timeout * 3), cancellationToken))
                {
                    turns.Note(webhook);
                    underWay.Add(webhook, AttemptAsync(due.Id, cancellationToken));
                    started = true;
                }
            }
        }

        return started;
    }

    // Never fails: what it throws is told in the end, when the others have come to theirs.
    private async Task AttemptAsync(long deliveryId, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<DeliveryAttempt>().MakeAsync(deliveryId, cancellationToken);
        }
        catch (Exception fault)
        {
            _fault = ExceptionDispatchInfo.Capture(fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} notifications were given up: nothing has got through to their webhooks for days")]
    private partial void LogGivenUp(int count);
}
