using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Connections.Tokens;

/// <summary>Turns a connection into the login of one mailbox.</summary>
internal sealed class ConnectionLogins(TokenCache cache, TokenClerk clerk, ISecretSealer sealer)
{
    /// <summary>The login.</summary>
    /// <param name="connection">The way in.</param>
    /// <param name="mailbox">The user at the source.</param>
    /// <exception cref="SealBrokenException">The connection's secret can't be read here: found out before anything is asked, since that is no fault of the mailbox.</exception>
    public MailLogin Of(Connection connection, string mailbox)
    {
        var secret = connection.SealedSecret is { } text ? sealer.Unseal(text) : null;
        return connection.Kind == ConnectionKind.MasterUser
            ? new MailLogin(mailbox, secret!, connection.User, connection.Separator)
            : new MailLogin(mailbox, new Secret(string.Empty), Tokens: new CachedTokens(cache, clerk, KeyOf(connection, mailbox), mailbox, RefusedAs(connection)));
    }

    /// <summary>The same with a token that is asked for now, whatever is known already, to see whether there is one.</summary>
    /// <param name="connection">The way in; no <see cref="ConnectionKind.MasterUser"/>.</param>
    /// <param name="mailbox">The user at the source.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AccessTokenException">There is none.</exception>
    public async Task<MailLogin> WithNewTokenAsync(Connection connection, string mailbox, CancellationToken cancellationToken)
    {
        var issued = await clerk.AskAsync(connection.PublicId, mailbox, cancellationToken);
        return new MailLogin(mailbox, new Secret(string.Empty), Tokens: new NewToken(issued.Token, RefusedAs(connection)));
    }

    private static TokenKey KeyOf(Connection connection, string mailbox) =>
        new(connection.PublicId, connection.UpdatedAt, connection.Kind == ConnectionKind.Microsoft365App ? string.Empty : ConnectionGrant.KeyOf(mailbox));

    // The consent of one mailbox's owner is for that one alone.
    private static CopyFault RefusedAs(Connection connection) => connection.NeedsConsent ? CopyFault.Auth : CopyFault.MailboxPermissionMissing;

    private sealed class CachedTokens(TokenCache cache, TokenClerk clerk, TokenKey key, string mailbox, CopyFault refusedAs) : IAccessTokens
    {
        public CopyFault RefusedAs => refusedAs;

        public Task<Secret> GetAsync(CancellationToken cancellationToken) =>
            cache.GetAsync(key, () => clerk.AskAsync(key.ConnectionId, mailbox, CancellationToken.None), cancellationToken);

        public void Refuse(Secret token) => cache.Drop(key, token);
    }

    private sealed class NewToken(Secret token, CopyFault refusedAs) : IAccessTokens
    {
        public CopyFault RefusedAs => refusedAs;

        public Task<Secret> GetAsync(CancellationToken cancellationToken) => Task.FromResult(token);
    }
}
