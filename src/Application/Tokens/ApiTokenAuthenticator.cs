using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Tokens;

/// <summary>Finds out who sends a request.</summary>
public sealed class ApiTokenAuthenticator(IApiTokenRepository tokens, TimeProvider clock)
{
    /// <summary>
    /// Whom a token belongs to, and what it may do; null where it is unknown, expired, revoked or of a disabled customer, and nobody learns which.
    /// One that can't have been issued is not looked up.
    /// </summary>
    /// <param name="secret">The token as the client sent it.</param>
    /// <param name="cancellationToken">Ends the look-up early.</param>
    public async Task<TokenBearer?> AuthenticateAsync(string secret, CancellationToken cancellationToken)
    {
        if (secret.Length is 0 or > ApiTokenSecret.MaxLength || ApiTokenSecret.IsDamaged(secret))
        {
            return null;
        }

        var token = await tokens.FindByHashAsync(ApiTokenSecret.Hash(secret), cancellationToken);
        var now = clock.GetUtcNow();
        if (token is null || !token.Matches(secret) || !token.IsUsable(now))
        {
            return null;
        }

        var caller = token.IsAdmin ? Caller.Admin : Caller.ForCustomer(token.CustomerId!.Value);
        return new TokenBearer(caller, token.Scope, token.Id, token.IsUseDue(now), token.ExpiresAt, token.Name);
    }
}
