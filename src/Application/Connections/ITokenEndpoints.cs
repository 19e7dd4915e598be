using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Connections;

namespace Hosting.Migrations.Application.Connections;

/// <summary>Speaks with those who issue OAuth 2 tokens.</summary>
public interface ITokenEndpoints
{
    /// <summary>Asks for an access token.</summary>
    /// <param name="demand">For what.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AccessTokenException">There is none.</exception>
    Task<IssuedToken> AskAsync(TokenDemand demand, CancellationToken cancellationToken);
}

/// <summary>What a token is asked for with. A class, since a record would print secrets into any log that it reaches.</summary>
/// <param name="connection">The way in; no <see cref="ConnectionKind.MasterUser"/>.</param>
/// <param name="mailbox">The user at the source.</param>
/// <param name="secret">The connection's secret; null for a client that has none.</param>
/// <param name="refreshToken">The consent of the mailbox's owner, where the kind needs one.</param>
public sealed class TokenDemand(Connection connection, string mailbox, Secret? secret, Secret? refreshToken)
{
    /// <summary>The way in.</summary>
    public Connection Connection => connection;

    /// <summary>The user at the source.</summary>
    public string Mailbox => mailbox;

    /// <summary>The connection's secret; null for a client that has none.</summary>
    public Secret? Secret => secret;

    /// <summary>The consent of the mailbox's owner, where the kind needs one.</summary>
    public Secret? RefreshToken => refreshToken;
}

/// <summary>A token that was just issued.</summary>
/// <param name="Token">The token.</param>
/// <param name="Life">How long it is good for, from the moment on at which it was asked for.</param>
/// <param name="RefreshToken">What takes the place of the refresh token by which it was asked for; null = that one stays good.</param>
public sealed record IssuedToken(Secret Token, TimeSpan Life, Secret? RefreshToken = null);
