using MediatR;

namespace Hosting.Migrations.Application.Webhooks.List;

/// <summary>Asks for every webhook.</summary>
public sealed record ListWebhooksQuery : IRequest<IReadOnlyList<OwnedWebhook>>;

internal sealed class ListWebhooksQueryHandler(IWebhookRepository webhooks) : IRequestHandler<ListWebhooksQuery, IReadOnlyList<OwnedWebhook>>
{
    public Task<IReadOnlyList<OwnedWebhook>> Handle(ListWebhooksQuery request, CancellationToken cancellationToken) => webhooks.ListAsync(cancellationToken);
}
