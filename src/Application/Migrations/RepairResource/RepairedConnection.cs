using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Create.Csv;
using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.RepairResource;

/// <summary>The connection by which a mailbox logs in after a repair.</summary>
internal static class RepairedConnection
{
    /// <summary>Whether a connection logs in then: another one, or, unless a password comes in its place, the same.</summary>
    public static bool IsMeant(MigrationResource resource, RepairResourceCommand request) =>
        request.Connection is not null || (resource.ConnectionId is not null && !request.LeavesMasteruser && !FindPasswords(request).Any());

    /// <summary>The login by it.</summary>
    /// <exception cref="RequestInvalidException">There is no such connection, or it does not fit.</exception>
    public static SourceLogin Find(MigrationResource resource, RepairResourceCommand request, IReadOnlyList<Connection> connections, SourceLogin login)
    {
        var folded = request.Connection is { } name ? ConnectionName.Fold(name) : null;
        var connection = connections.FirstOrDefault(one => folded is null ? one.PublicId == resource.ConnectionId : one.FoldedName == folded);
        FieldError[] faults =
        [
            .. FindPasswords(request).Select(field => new FieldError(field, "is not used: a connection logs in; leave one of them out")),
            .. connection is null ? [new FieldError(CsvColumn.Connection, "names no connection of the customer")]
                : connection.IsFor(login.RemoteServer) ? Array.Empty<FieldError>()
                : [new FieldError(CsvColumn.RemoteServer, ConnectionServers.Refusal(connection))],
        ];
        return faults.Length > 0 ? throw new RequestInvalidException(faults) : login with { MasterUser = connection!.User, ConnectionId = connection.PublicId };
    }

    private static IEnumerable<string> FindPasswords(RepairResourceCommand request) => new (string Field, string? Value)[]
    {
        (CsvColumn.RemotePassword, request.RemotePassword),
        (CsvColumn.MasterUser, request.Masteruser),
        (CsvColumn.MasterUserPassword, request.MasteruserPassword),
    }.Where(field => field.Value is not null).Select(field => field.Field);
}
