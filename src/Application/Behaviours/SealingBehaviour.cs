using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Application.Workers;
using MediatR;

namespace Hosting.Migrations.Application.Behaviours;

internal sealed class SealingBehaviour<TRequest, TResponse>(KeyCheck keys) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull, ISealsSecrets
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        await keys.PassesAsync(cancellationToken) ? await next() : throw new KeysMissingException();
}
