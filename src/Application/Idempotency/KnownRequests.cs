using Hosting.Migrations.Application.Security;

namespace Hosting.Migrations.Application.Idempotency;

/// <summary>Takes note of what is made of requests that clients may send again.</summary>
internal sealed class KnownRequests(IIdempotencyKeys keys, ISecretSealer sealer)
{
    /// <summary>Takes note of a request, if it has a key; stored by <see cref="IUnitOfWork"/> with what the request changes.</summary>
    /// <param name="request">The request.</param>
    /// <param name="migrationCode">The migration that it created or changed.</param>
    /// <param name="now">The moment.</param>
    public void Note<TResponse>(IIdempotentRequest<TResponse> request, string migrationCode, DateTimeOffset now)
    {
        if (request.IdempotencyKey is { } key)
        {
            keys.Add(request.Scope, key, sealer.SealFingerprint(request), migrationCode, now);
        }
    }
}
