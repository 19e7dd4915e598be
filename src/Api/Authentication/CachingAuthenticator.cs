using System.Security.Claims;
using Hosting.Migrations.Application.Tokens;
using Hosting.Migrations.Domain.Customers;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Api.Authentication;

/// <summary>
/// Remembers for a moment which tokens are good. Only good ones, so that strangers can't fill the memory; and by their hash, so
/// that the memory holds no secret. Requests share what is remembered, which nobody changes. What changes something is not done on memory: a token
/// that has just been revoked must not issue its successor.
/// </summary>
internal sealed class CachingAuthenticator(IMemoryCache cache, TokenUses uses, IOptions<ApiTokenOptions> options, TimeProvider clock)
{
    /// <summary>For how long a token that is good counts as such.</summary>
    public TimeSpan CacheFor { get; } = options.Value.CacheFor;

    /// <summary>Who sends a token; null where it is not good.</summary>
    /// <param name="secret">The token.</param>
    /// <param name="onlyReads">Whether nothing is to be changed.</param>
    /// <param name="services">Those of the request.</param>
    /// <param name="cancellationToken">Ends the look-up early.</param>
    public async ValueTask<ClaimsPrincipal?> AuthenticateAsync(string secret, bool onlyReads, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (secret.Length > ApiTokenSecret.MaxLength)
        {
            return null;
        }

        var key = Convert.ToBase64String(ApiTokenSecret.Hash(secret));
        if (CacheFor == TimeSpan.Zero || !onlyReads)
        {
            return (await LookUpAsync(secret, key, services, cancellationToken))?.Principal;
        }

        if (!cache.TryGetValue(key, out ClaimsPrincipal? principal) && await LookUpAsync(secret, key, services, cancellationToken) is { } found)
        {
            principal = found.Principal;

            // What has expired is good for no moment more.
            var life = found.ExpiresAt - clock.GetUtcNow() is { } rest && rest < CacheFor ? rest : CacheFor;
            if (life > TimeSpan.Zero)
            {
                cache.Set(key, principal, life);
            }
        }

        return principal;
    }

    private async Task<(ClaimsPrincipal Principal, DateTimeOffset? ExpiresAt)?> LookUpAsync(string secret, string key, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<ApiTokenAuthenticator>().AuthenticateAsync(secret, cancellationToken) is not { } bearer)
        {
            return null;
        }

        if (bearer.IsUseDue)
        {
            uses.Note(bearer.TokenId);
        }

        return (bearer.ToPrincipal(ApiTokenAuthenticationHandler.SchemeName, key), bearer.ExpiresAt);
    }
}
