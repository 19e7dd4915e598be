using Hosting.Migrations.Application.Connections;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

internal sealed class ConnectionRepository(MigrationsDbContext context) : IConnectionRepository
{
    private static readonly MigrationStatus[] Unfinished = [.. Enum.GetValues<MigrationStatus>().Where(status => !status.HasEnded())];

    public async Task<(IReadOnlyList<OwnedConnection> Items, int Total)> ListAsync(
        long? customerId, PageRequest page, CancellationToken cancellationToken)
    {
        var connections = context.Connections.AsNoTracking().Where(connection => customerId == null || connection.CustomerId == customerId);
        var total = await connections.CountAsync(cancellationToken);
        var owned = await Owned(connections).OrderBy(one => one.Connection.Id).ReadAsync(page, total, cancellationToken);
        return (owned.ConvertAll(one => new OwnedConnection(one.Connection, one.Code)), total);
    }

    public async Task<IReadOnlyList<Connection>> ListAllAsync(long customerId, CancellationToken cancellationToken) =>
        await context.Connections.AsNoTracking().Where(connection => connection.CustomerId == customerId).ToListAsync(cancellationToken);

    public async Task<OwnedConnection?> FindAsync(string publicId, CancellationToken cancellationToken) =>
        await Owned(context.Connections.Where(connection => connection.PublicId == publicId)).SingleOrDefaultAsync(cancellationToken) is { } owned
            ? new OwnedConnection(owned.Connection, owned.Code)
            : null;

    public Task<string?> FindUseAsync(string publicId, CancellationToken cancellationToken) => (
        from resource in context.MigrationResources
        where resource.ConnectionId == publicId
        join migration in context.Migrations on resource.MigrationId equals migration.Id
        where Unfinished.Contains(migration.Status)
        orderby migration.Id
        select migration.Code).FirstOrDefaultAsync(cancellationToken);

    public Task<ConnectionGrant?> FindGrantAsync(long connectionId, string mailbox, CancellationToken cancellationToken)
    {
        var key = ConnectionGrant.KeyOf(mailbox);
        return context.ConnectionGrants.SingleOrDefaultAsync(grant => grant.ConnectionId == connectionId && grant.MailboxKey == key, cancellationToken);
    }

    public void Add(Connection connection) => context.Connections.Add(connection);

    public void Add(ConnectionGrant grant) => context.ConnectionGrants.Add(grant);

    public void Remove(Connection connection) => context.Connections.Remove(connection);

    private IQueryable<ConnectionOfCustomer> Owned(IQueryable<Connection> connections) =>
        from connection in connections
        join customer in context.Customers on connection.CustomerId equals customer.Id
        select new ConnectionOfCustomer { Connection = connection, Code = customer.Code };

    private sealed class ConnectionOfCustomer
    {
        public required Connection Connection { get; init; }

        public required string Code { get; init; }
    }
}
