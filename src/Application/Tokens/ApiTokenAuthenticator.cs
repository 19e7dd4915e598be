using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Tokens;

/// <summary>Finds out who sends a request.</summary>
public sealed class ApiTokenAuthenticator(IApiTokenRepository tokens, TimeProvider clock)
{
    /// <summary>The caller to whom a token belongs; null where it is unknown, expired or revoked, and nobody learns which.</summary>
    /// <param name="secret">The token as the client sent it.</param>
    /// <param name="cancellationToken">Ends the look-up early.</param>
    public async Task<Caller?> AuthenticateAsync(string secret, CancellationToken cancellationToken)
    {
        if (secret.Length is 0 or > ApiTokenSecret.MaxLength)
        {
            return null;
        }

        var token = await tokens.FindByHashAsync(ApiTokenSecret.Hash(secret), cancellationToken);
        if (token is null || !token.Matches(secret) || !token.IsUsable(clock.GetUtcNow()))
        {
            return null;
        }

        return token.IsAdmin ? Caller.Admin : Caller.ForCustomer(token.CustomerId!.Value);
    }
}
