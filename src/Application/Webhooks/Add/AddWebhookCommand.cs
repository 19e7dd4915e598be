using System.Security.Cryptography;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain.Webhooks;
using MediatR;

namespace Hosting.Migrations.Application.Webhooks.Add;

/// <summary>Adds a webhook for a customer.</summary>
/// <param name="Customer">The customer's code.</param>
/// <param name="Url">Where notifications are posted.</param>
public sealed record AddWebhookCommand(string Customer, string Url) : IRequest<AddedWebhook>, ISealsSecrets;

/// <summary>A new webhook.</summary>
/// <param name="Id">The key by which to remove it.</param>
/// <param name="Secret">What signs its notifications; this is the only time that it is seen.</param>
public sealed record AddedWebhook(long Id, Secret Secret);

internal sealed class AddWebhookCommandHandler(
    IWebhookRepository webhooks, ICustomerRepository customers, ISecretSealer sealer, IUnitOfWork unitOfWork, TimeProvider clock)
    : IRequestHandler<AddWebhookCommand, AddedWebhook>
{
    private const string Prefix = "whsec_";
    private const int SecretBytes = 32;

    public async Task<AddedWebhook> Handle(AddWebhookCommand request, CancellationToken cancellationToken)
    {
        var customerId = await customers.FindIdAsync(request.Customer, cancellationToken) ?? throw new NotFoundException($"customer {request.Customer}");
        var secret = new Secret(Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes)));
        var webhook = Webhook.Create(customerId, request.Url, sealer.Seal(secret), clock.GetUtcNow());
        webhooks.Add(webhook);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        return new AddedWebhook(webhook.Id, secret);
    }
}
