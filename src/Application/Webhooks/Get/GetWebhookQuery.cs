using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using MediatR;

namespace Hosting.Migrations.Application.Webhooks.Get;

/// <summary>Asks for one webhook.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Id">The webhook's name.</param>
public sealed record GetWebhookQuery(Caller Caller, string Id) : IApiRequest, IRequest<WebhookDto>
{
    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class GetWebhookQueryHandler(IWebhookRepository webhooks, TimeProvider clock) : IRequestHandler<GetWebhookQuery, WebhookDto>
{
    public async Task<WebhookDto> Handle(GetWebhookQuery request, CancellationToken cancellationToken) =>
        WebhookDto.Of(await webhooks.GetForAsync(request.Caller, request.Id, cancellationToken), clock.GetUtcNow());
}
