using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Security;
using MediatR;

namespace Hosting.Migrations.Application.Idempotency;

/// <summary>
/// Answers a request that is sent again as it was answered first. Before validation: a date that has passed meanwhile does not make the
/// repetition wrong.
/// </summary>
internal sealed class ReplayBehaviour<TRequest, TResponse>(IIdempotencyKeys keys, ISecretSealer sealer, TimeProvider clock)
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

        return !sealer.Matches(request, known.SealedFingerprint) ? throw Refuse($"was used for another request within the last {KeptFor.Days} days")
            : known.IsThere ? request.Replay(known.MigrationCode)
            : throw Refuse($"was used to create {known.MigrationCode}, which has been deleted since; send another key to create it again");
    }

    private static RequestInvalidException Refuse(string reason) => new([new FieldError("Idempotency-Key", reason)]);
}
