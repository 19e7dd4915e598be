using Hosting.Migrations.Application.Errors;
using MediatR;

namespace Hosting.Migrations.Application.Webhooks.Remove;

/// <summary>Takes a webhook away, with what it has not been told yet.</summary>
/// <param name="Id">The webhook's key.</param>
public sealed record RemoveWebhookCommand(long Id) : IRequest;

internal sealed class RemoveWebhookCommandHandler(IWebhookRepository webhooks, IUnitOfWork unitOfWork) : AsyncRequestHandler<RemoveWebhookCommand>
{
    protected override async Task Handle(RemoveWebhookCommand request, CancellationToken cancellationToken)
    {
        webhooks.Remove(await webhooks.FindAsync(request.Id, cancellationToken) ?? throw new NotFoundException($"webhook {request.Id}"));
        await unitOfWork.SaveChangesAsync(cancellationToken);
    }
}
