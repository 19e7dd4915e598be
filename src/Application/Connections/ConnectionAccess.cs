using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain.Connections;

namespace Hosting.Migrations.Application.Connections;

/// <summary>Finds connections by the ids that callers send. Somebody else's, and what is no id at all, look like none.</summary>
internal static class ConnectionAccess
{
    /// <summary>The connection, to be looked at or changed.</summary>
    public static async Task<OwnedConnection> GetForAsync(
        this IConnectionRepository connections, Caller caller, string id, CancellationToken cancellationToken) =>
        ConnectionId.IsValid(id) && await connections.FindAsync(id, cancellationToken) is { } owned
        && (caller.IsAdmin || owned.Connection.CustomerId == caller.CustomerId)
            ? owned
            : throw new NotFoundException($"connection {id}");

    /// <summary>Makes sure that connections are there still, once it is the customer's turn: whoever deletes one waits, or has done it.</summary>
    /// <exception cref="ConcurrentChangeException">One has been deleted since it was read.</exception>
    public static async Task EnsureThereAsync(
        this IConnectionRepository connections, long customerId, IEnumerable<string?> ids, CancellationToken cancellationToken)
    {
        var named = ids.OfType<string>().ToHashSet();
        if (named.Count > 0 && !named.IsSubsetOf((await connections.ListAllAsync(customerId, cancellationToken)).Select(connection => connection.PublicId)))
        {
            throw new ConcurrentChangeException();
        }
    }

    /// <summary>What keeps a connection of a customer from having a name; null = nothing.</summary>
    public static async Task<FieldError?> FindNameFaultAsync(
        this IConnectionRepository connections, long customerId, string name, Connection? own, CancellationToken cancellationToken)
    {
        var folded = ConnectionName.Fold(name);
        var twin = (await connections.ListAllAsync(customerId, cancellationToken))
            .FirstOrDefault(other => other.FoldedName == folded && other.PublicId != own?.PublicId);
        return twin is null ? null : new FieldError("name", $"is taken: there is a connection {twin.Name}, and names must differ in more than case");
    }
}
