using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Security;
using MediatR;

namespace Hosting.Migrations.Application.Idempotency;

/// <summary>
/// Answers a request that is sent again without doing it again. Before validation: a date that has passed meanwhile does not make the
/// repetition wrong.
/// </summary>
internal sealed class ReplayBehaviour<TRequest, TResponse>(
    IIdempotencyKeys keys, ISecretSealer sealer, IReplay<TRequest, TResponse> replay, TimeProvider clock)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull, IIdempotentRequest<TResponse>
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request.IdempotencyKey is not { } key)
        {
            return await next();
        }

        await keys.RemoveOldAsync(clock.GetUtcNow() - KeptFor, cancellationToken);
        if (await keys.FindAsync(request.Scope, key, cancellationToken) is not { } known)
        {
            return await next();
        }

        if (!sealer.Matches(request, known.SealedFingerprint))
        {
            throw new RequestInvalidException([new FieldError(KnownRequest.Field, $"was used for another request within the last {KeptFor.Days} days")]);
        }

        request.IsReplayed = true;
        return await replay.ReplayAsync(request, known, cancellationToken);
    }
}
