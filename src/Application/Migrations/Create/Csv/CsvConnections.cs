using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain.Connections;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>Finds the connection by which a row logs in: that of the column for it, or of a password such as <c>oauth:name</c>.</summary>
/// <param name="known">The customer's connections; null = not known.</param>
internal sealed class CsvConnections(IReadOnlyList<Connection>? known)
{
    private const string Prefix = "oauth:";

    /// <summary>Whether what stands in the place of a password names a connection. No such text is ever taken for a password.</summary>
    public static bool IsName(string password) => password.AsSpan().TrimStart().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a field may be empty, since the row has another way to log in.</summary>
    /// <param name="column">The field's column.</param>
    /// <param name="fields">The row.</param>
    public static bool IsLeftOut(string column, IReadOnlyList<(string Column, string Value)> fields) =>
        column is CsvColumn.RemotePassword or CsvColumn.Connection
        && fields.Any(field => field.Column != column && field.Column is CsvColumn.RemotePassword or CsvColumn.Connection && !string.IsNullOrWhiteSpace(field.Value));

    /// <summary>Finds the connection of a row, and what is wrong with it.</summary>
    /// <param name="row">The line on which the row begins.</param>
    /// <param name="values">The row's fields by column, as far as they are not left out.</param>
    public (Connection? Connection, CsvFault? Fault) Find(int row, IReadOnlyDictionary<string, string> values)
    {
        if (values.TryGetValue(CsvColumn.MasterUserPassword, out var ofMaster) && IsName(ofMaster))
        {
            return Refuse(row, CsvColumn.MasterUserPassword, $"must not begin with {Prefix}, which names a connection: name it in {CsvColumn.Connection} or {CsvColumn.RemotePassword}");
        }

        var password = values.GetValueOrDefault(CsvColumn.RemotePassword);
        if (values.TryGetValue(CsvColumn.Connection, out var named))
        {
            // That it is empty has been told.
            return named.Length == 0 ? (null, null)
                : password is null ? Find(row, CsvColumn.Connection, named, values)
                : Refuse(row, CsvColumn.Connection, $"can't be given beside {CsvColumn.RemotePassword}: leave one of them empty");
        }

        return password is not null && IsName(password) ? Find(row, CsvColumn.RemotePassword, password.Trim()[Prefix.Length..].Trim(), values) : (null, null);
    }

    private (Connection? Connection, CsvFault? Fault) Find(int row, string column, string name, IReadOnlyDictionary<string, string> values)
    {
        var begins = column == CsvColumn.RemotePassword ? $"begins with {Prefix}, and so names a connection, but " : string.Empty;
        if (!ConnectionName.IsValid(name))
        {
            return Refuse(row, column, $"{begins}{(begins.Length > 0 ? "what follows " : string.Empty)}can be no name of a connection");
        }

        if (known is null)
        {
            return (null, null);
        }

        var folded = ConnectionName.Fold(name);
        if (known.FirstOrDefault(one => one.FoldedName == folded) is not { } connection)
        {
            return Refuse(row, column, $"{begins}{(begins.Length > 0 ? "the customer has none of that name" : "names no connection of the customer")}");
        }

        return values.TryGetValue(CsvColumn.RemoteServer, out var server) && !connection.IsFor(server)
            ? (connection, new CsvFault(row, CsvColumn.RemoteServer, UploadErrorCode.Connection, ConnectionServers.Refusal(connection)))
            : (connection, null);
    }

    private static (Connection? Connection, CsvFault? Fault) Refuse(int row, string column, string reason) =>
        (null, new CsvFault(row, column, UploadErrorCode.Connection, reason));
}
