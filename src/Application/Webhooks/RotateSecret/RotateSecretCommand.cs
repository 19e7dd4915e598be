using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain.Webhooks;
using MediatR;

namespace Hosting.Migrations.Application.Webhooks.RotateSecret;

/// <summary>Gives a webhook another secret. For <see cref="Webhook.SecretsOverlap"/> each one before signs as well.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Id">The webhook's name.</param>
public sealed record RotateSecretCommand(Caller Caller, string Id) : IApiRequest, IRetriedWhenOvertaken, IRequest<IssuedWebhook>, ISealsSecrets, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.RotateWebhookSecret;

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class RotateSecretCommandHandler(WebhookTurn turn, ISecretSealer sealer, IUnitOfWork unitOfWork, TimeProvider clock)
    : IRequestHandler<RotateSecretCommand, IssuedWebhook>
{
    public async Task<IssuedWebhook> Handle(RotateSecretCommand request, CancellationToken cancellationToken)
    {
        var owned = await turn.TakeAsync(request.Caller, request.Id, expectedTags: null, cancellationToken);
        var (secret, now) = (WebhookSecrets.New(), clock.GetUtcNow());
        owned.Webhook.RotateSecret(sealer.Seal(secret), now);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        return new IssuedWebhook(WebhookDto.Of(owned, now), secret);
    }
}
