using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain.Connections;

namespace Hosting.Migrations.Application.Connections;

/// <summary>Keeps what the owners of mailboxes have consented to.</summary>
internal sealed class ConnectionGrants(IConnectionRepository connections, ISecretSealer sealer, TimeProvider clock)
{
    /// <summary>Keeps a refresh token in the place of the one before; stored by <see cref="IUnitOfWork"/>.</summary>
    public async Task KeepAsync(Connection connection, string mailbox, Secret refreshToken, CancellationToken cancellationToken)
    {
        var (sealedToken, now) = (sealer.Seal(refreshToken), clock.GetUtcNow());
        if (await connections.FindGrantAsync(connection.Id, mailbox, cancellationToken) is { } grant)
        {
            grant.Replace(sealedToken, now);
        }
        else
        {
            connections.Add(ConnectionGrant.Create(connection.Id, mailbox, sealedToken, now));
        }
    }
}
