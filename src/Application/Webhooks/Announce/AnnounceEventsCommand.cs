using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using MediatR;

namespace Hosting.Migrations.Application.Webhooks.Announce;

/// <summary>Begins a delivery for each webhook that wants to be told of what has happened. One worker at a time does it.</summary>
[NotAudited(NotAuditedAttribute.OfWorkers)]
public sealed record AnnounceEventsCommand : IRequest;

internal sealed class AnnounceEventsCommandHandler(IWebhookRepository webhooks, IUnitOfWork unitOfWork, TimeProvider clock)
    : AsyncRequestHandler<AnnounceEventsCommand>
{
    private const int BatchSize = 500;

    protected override async Task Handle(AnnounceEventsCommand request, CancellationToken cancellationToken)
    {
        while (await webhooks.ListUnannouncedAsync(BatchSize, cancellationToken) is { Count: > 0 } events)
        {
            var now = clock.GetUtcNow();
            foreach (var happened in events)
            {
                webhooks.Announce(happened, now);
            }

            try
            {
                await unitOfWork.SaveChangesAsync(cancellationToken);
            }
            catch (ConcurrentChangeException)
            {
                // A migration or webhook was deleted meanwhile; the next turn finds what is left.
                return;
            }
            finally
            {
                unitOfWork.Forget();
            }
        }
    }
}
