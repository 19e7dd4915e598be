using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using MediatR;

namespace Hosting.Migrations.Application.Webhooks.Remove;

/// <summary>Takes a webhook away, with what it has not been told yet.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Id">The webhook's name.</param>
public sealed record RemoveWebhookCommand(Caller Caller, string Id) : IApiRequest, IRetriedWhenOvertaken, IRequest, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.DeleteWebhook;

    /// <summary>The tags of what the client has seen, of which one has to be that of what is there; null = it does not ask.</summary>
    public IReadOnlyList<string>? ExpectedTags { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class RemoveWebhookCommandHandler(IWebhookRepository webhooks, WebhookTurn turn, IUnitOfWork unitOfWork) : AsyncRequestHandler<RemoveWebhookCommand>
{
    protected override async Task Handle(RemoveWebhookCommand request, CancellationToken cancellationToken)
    {
        webhooks.Remove((await turn.TakeAsync(request.Caller, request.Id, request.ExpectedTags, cancellationToken)).Webhook);
        await unitOfWork.SaveChangesAsync(cancellationToken);
    }
}
