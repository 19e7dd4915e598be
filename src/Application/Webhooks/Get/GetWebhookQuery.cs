using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Paging;
using MediatR;

namespace Hosting.Migrations.Application.Webhooks.Get;

/// <summary>Asks for one webhook.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Id">The webhook's name.</param>
public sealed record GetWebhookQuery(Caller Caller, string Id) : IApiRequest, IRequest<Revalidated<WebhookDto>>
{
    /// <summary>The tags of the answers that the client has kept.</summary>
    public IReadOnlyList<string> KnownTags { get; init; } = [];

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class GetWebhookQueryHandler(IWebhookRepository webhooks, TimeProvider clock) : IRequestHandler<GetWebhookQuery, Revalidated<WebhookDto>>
{
    public async Task<Revalidated<WebhookDto>> Handle(GetWebhookQuery request, CancellationToken cancellationToken) =>
        AnswerTag.Revalidate(WebhookDto.Of(await webhooks.GetForAsync(request.Caller, request.Id, cancellationToken), clock.GetUtcNow()), request.KnownTags);
}
