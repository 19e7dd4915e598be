namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>Gives OAuth 2 access tokens. Their life is short, so each login asks for one; several connections may ask at once.</summary>
public interface IAccessTokens
{
    /// <summary>A token that is good now.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AccessTokenException">There is none.</exception>
    Task<Secret> GetAsync(CancellationToken cancellationToken);
}

/// <summary>There is no access token to log in with.</summary>
/// <param name="reason">Why, as a sentence.</param>
public sealed class AccessTokenException(string reason) : Exception(reason);

/// <summary>One token, for as long as it lasts.</summary>
/// <param name="token">The token.</param>
public sealed class SingleAccessToken(Secret token) : IAccessTokens
{
    /// <inheritdoc />
    public Task<Secret> GetAsync(CancellationToken cancellationToken) => Task.FromResult(token);
}
