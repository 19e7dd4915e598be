using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Webhooks;
using MediatR;

namespace Hosting.Migrations.Application.Webhooks.Change;

/// <summary>Changes a webhook. What is null stays as it is.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Id">The webhook's name.</param>
public sealed record ChangeWebhookCommand(Caller Caller, string Id) : IApiRequest, IRetriedWhenOvertaken, IRequest<Revalidated<WebhookDto>>, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.ChangeWebhook;

    /// <summary>Where notifications are posted.</summary>
    public string? Url { get; init; }

    /// <summary>What it is told of. See <see cref="WebhookEvents"/>.</summary>
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>Whether it is told of anything.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The tags of what the client has seen, of which one has to be that of what is there; null = it does not ask.</summary>
    public IReadOnlyList<string>? ExpectedTags { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

internal sealed class ChangeWebhookCommandHandler(WebhookTurn turn, IUnitOfWork unitOfWork, TimeProvider clock)
    : IRequestHandler<ChangeWebhookCommand, Revalidated<WebhookDto>>
{
    public async Task<Revalidated<WebhookDto>> Handle(ChangeWebhookCommand request, CancellationToken cancellationToken)
    {
        var owned = await turn.TakeAsync(request.Caller, request.Id, request.ExpectedTags, cancellationToken);
        if (request.Url is { } url)
        {
            owned.Webhook.MoveTo(url);
        }

        owned.Webhook.Choose(request.Events ?? owned.Webhook.Events);
        if (request.Enabled is true)
        {
            owned.Webhook.Enable();
        }
        else if (request.Enabled is false)
        {
            owned.Webhook.Disable();
        }

        await unitOfWork.SaveChangesAsync(cancellationToken);
        return AnswerTag.Revalidate(WebhookDto.Of(owned, clock.GetUtcNow()));
    }
}
