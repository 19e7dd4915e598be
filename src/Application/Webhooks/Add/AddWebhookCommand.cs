using System.Globalization;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain.Webhooks;
using MediatR;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Webhooks.Add;

/// <summary>Adds a webhook for a customer.</summary>
/// <param name="Caller">Who asks.</param>
public sealed record AddWebhookCommand(Caller Caller) : IApiRequest, IRetriedWhenOvertaken, IRequest<IssuedWebhook>, ISealsSecrets, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.AddWebhook;

    /// <summary>The customer's code; for admins, who must name it.</summary>
    public string? CustomerCode { get; init; }

    /// <summary>Where notifications are posted.</summary>
    public string? Url { get; init; }

    /// <summary>What it is told of; null = of statuses. See <see cref="WebhookEvents"/>.</summary>
    public IReadOnlyList<string>? Events { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin || (CustomerCode is null && Unreadable.All(error => error.Field != "customer_code"));

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

internal sealed class AddWebhookCommandHandler(
    IWebhookRepository webhooks,
    ICustomerRepository customers,
    ISecretSealer sealer,
    IUnitOfWork unitOfWork,
    IOptions<WebhookOptions> options,
    TimeProvider clock)
    : IRequestHandler<AddWebhookCommand, IssuedWebhook>
{
    public async Task<IssuedWebhook> Handle(AddWebhookCommand request, CancellationToken cancellationToken)
    {
        var customerId = request.Caller.CustomerId ?? await customers.GetIdAsync(request.CustomerCode!, cancellationToken);
        await unitOfWork.TakeTurnAsync(customerId, cancellationToken);
        var most = options.Value.MaxPerCustomer;
        if (await webhooks.CountAsync(customerId, cancellationToken) >= most)
        {
            unitOfWork.Forget();
            throw new RequestInvalidException(
            [
                new FieldError("url", string.Create(
                    CultureInfo.InvariantCulture, $"can't be added: the customer has {most} webhooks, and no more are allowed; delete one first")),
            ]);
        }

        var (secret, now) = (WebhookSecrets.New(), clock.GetUtcNow());
        var webhook = Webhook.Create(customerId, request.Url!, sealer.Seal(secret), now, request.Events);
        webhooks.Add(webhook);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        return new IssuedWebhook(WebhookDto.Of(await webhooks.GetForAsync(request.Caller, webhook.PublicId, cancellationToken), now), secret);
    }
}
