using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Security;
using MediatR;

namespace Hosting.Migrations.Application.Idempotency;

/// <summary>
/// Answers a request that is sent again without doing it again. Before validation: a date that has passed meanwhile does not make the
/// repetition wrong.
/// </summary>
internal sealed class ReplayBehaviour<TRequest, TResponse>(
    IIdempotencyKeys keys, IUnitOfWork unitOfWork, ISecretSealer sealer, IReplay<TRequest, TResponse> replay, TimeProvider clock)
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
        if (await keys.FindAsync(request.Scope, key, cancellationToken) is { } known)
        {
            return await ReplayAsync(request, known, cancellationToken);
        }

        try
        {
            return await next();
        }
        catch (Exception refusal) when (refusal is RequestInvalidException or ConflictException)
        {
            // It may be refused for what the same request has done that was sent at the same moment.
            unitOfWork.Forget();
            if (await keys.FindAsync(request.Scope, key, cancellationToken) is not { } same)
            {
                throw;
            }

            return await ReplayAsync(request, same, cancellationToken);
        }
    }

    private async Task<TResponse> ReplayAsync(TRequest request, KnownRequest known, CancellationToken cancellationToken)
    {
        if (!sealer.Matches(request, known.SealedFingerprint))
        {
            throw new RequestInvalidException([new FieldError(KnownRequest.Field, $"was used for another request within the last {KeptFor.Days} days")]);
        }

        request.IsReplayed = true;
        return await replay.ReplayAsync(request, known, cancellationToken);
    }
}
