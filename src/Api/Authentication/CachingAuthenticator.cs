using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Tokens;
using Hosting.Migrations.Domain.Customers;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Api.Authentication;

/// <summary>
/// Remembers for a moment which tokens are good. Only good ones, so that strangers can't fill the memory; and by their hash, so
/// that the memory holds no secret.
/// </summary>
internal sealed class CachingAuthenticator(IMemoryCache cache, IOptions<ApiTokenOptions> options)
{
    private readonly TimeSpan _cacheFor = options.Value.CacheFor;

    public async ValueTask<Caller?> AuthenticateAsync(string secret, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (_cacheFor == TimeSpan.Zero || secret.Length > ApiTokenSecret.MaxLength)
        {
            return await LookUpAsync(secret, services, cancellationToken);
        }

        var key = Convert.ToBase64String(ApiTokenSecret.Hash(secret));
        if (!cache.TryGetValue(key, out Caller? caller) && (caller = await LookUpAsync(secret, services, cancellationToken)) is not null)
        {
            cache.Set(key, caller, _cacheFor);
        }

        return caller;
    }

    private static Task<Caller?> LookUpAsync(string secret, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<ApiTokenAuthenticator>().AuthenticateAsync(secret, cancellationToken);
}
