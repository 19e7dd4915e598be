using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain.Connections;

namespace Hosting.Migrations.Application.Connections;

/// <summary>Finds connections that are to be changed.</summary>
internal sealed class ConnectionTurn(IConnectionRepository connections, CustomerTurn turn)
{
    /// <summary>The connection, once nobody else changes it until the changes are stored or forgotten.</summary>
    /// <param name="caller">Who changes it.</param>
    /// <param name="id">See <see cref="ConnectionId"/>.</param>
    /// <param name="expectedTags">See <see cref="CustomerTurn.TakeAsync"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NotFoundException">There is none, or it is somebody else's.</exception>
    /// <exception cref="PreconditionFailedException">The caller has seen it otherwise.</exception>
    public Task<OwnedConnection> TakeAsync(Caller caller, string id, IReadOnlyList<string>? expectedTags, CancellationToken cancellationToken) => turn.TakeAsync(
        () => connections.GetForAsync(caller, id, cancellationToken),
        owned => owned.Connection.CustomerId,
        ConnectionDto.Of,
        expectedTags,
        cancellationToken);
}
