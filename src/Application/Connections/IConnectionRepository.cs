using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Connections;

namespace Hosting.Migrations.Application.Connections;

/// <summary>Where connections are kept.</summary>
public interface IConnectionRepository
{
    /// <summary>Reads one page of connections, the oldest first, and how many there are on all pages.</summary>
    /// <param name="customerId">Whose; null = every customer's.</param>
    /// <param name="page">Which page; past the last one there are no items, but the total is right.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<(IReadOnlyList<OwnedConnection> Items, int Total)> ListAsync(long? customerId, PageRequest page, CancellationToken cancellationToken);

    /// <summary>All connections of a customer, to be looked at.</summary>
    /// <param name="customerId">The customer's key.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<Connection>> ListAllAsync(long customerId, CancellationToken cancellationToken);

    /// <summary>The connection with an id, or null; changes to it are stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="publicId">See <see cref="ConnectionId"/>.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<OwnedConnection?> FindAsync(string publicId, CancellationToken cancellationToken);

    /// <summary>The code of a migration that has not ended and logs in by a connection; null if there is none.</summary>
    /// <param name="publicId">The connection's id.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<string?> FindUseAsync(string publicId, CancellationToken cancellationToken);

    /// <summary>The consent for a mailbox, or null; changes to it are stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="connectionId">The connection's key.</param>
    /// <param name="mailbox">The user at the source, in any case.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<ConnectionGrant?> FindGrantAsync(long connectionId, string mailbox, CancellationToken cancellationToken);

    /// <summary>Adds a connection; stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="connection">The connection.</param>
    void Add(Connection connection);

    /// <summary>Adds a consent; stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="grant">The consent.</param>
    void Add(ConnectionGrant grant);

    /// <summary>Takes a connection away with all consents; stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="connection">The connection.</param>
    void Remove(Connection connection);
}

/// <summary>A connection and whose it is.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="CustomerCode">The code of its customer.</param>
public sealed record OwnedConnection(Connection Connection, string CustomerCode);
