using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Application.Connections.Tokens;

/// <summary>
/// Asks for tokens by what is stored of a connection at that moment, in a scope of its own: a copy takes hours, in which its secret may be replaced.
/// </summary>
internal sealed class TokenClerk(IServiceScopeFactory scopes, ITokenEndpoints endpoints, ISecretSealer sealer)
{
    /// <summary>Asks for a token, and keeps the refresh token that comes with it.</summary>
    /// <exception cref="AccessTokenException">There is none.</exception>
    public async Task<IssuedToken> AskAsync(string connectionId, string mailbox, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var connections = scope.ServiceProvider.GetRequiredService<IConnectionRepository>();
        if (await connections.FindAsync(connectionId, cancellationToken) is not { Connection: var connection })
        {
            throw new AccessTokenException("the connection has been deleted", CopyFault.TokenRefused);
        }

        var issued = await endpoints.AskAsync(await DemandAsync(connections, connection, mailbox, cancellationToken), cancellationToken);
        if (issued.RefreshToken is { } next)
        {
            await scope.ServiceProvider.GetRequiredService<ConnectionGrants>().KeepAsync(connection, mailbox, next, CancellationToken.None);
            await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveChangesAsync(CancellationToken.None);
        }

        return issued;
    }

    private async Task<TokenDemand> DemandAsync(
        IConnectionRepository connections, Connection connection, string mailbox, CancellationToken cancellationToken)
    {
        var grant = connection.NeedsConsent ? await connections.FindGrantAsync(connection.Id, mailbox, cancellationToken) : null;
        if (connection.NeedsConsent && grant is null)
        {
            throw new AccessTokenException($"the owner of the mailbox has not consented to connection {connection.Name} yet", CopyFault.ConsentMissing);
        }

        try
        {
            return new TokenDemand(connection, mailbox, Open(connection.SealedSecret), Open(grant?.SealedToken));
        }
        catch (SealBrokenException)
        {
            throw new AccessTokenException($"the secret of connection {connection.Name} can't be opened with the keys of this process", CopyFault.Internal);
        }
    }

    private Secret? Open(string? text) => text is null ? null : sealer.Unseal(text);
}
