using Hosting.Migrations.Domain.Connections;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>Says why a connection does not log in at a server.</summary>
internal static class ConnectionServers
{
    /// <summary>The reason, to be read after the name of the field that holds the server.</summary>
    public static string Refusal(Connection connection) =>
        $"must be {connection.RemoteServer}, the server of connection {connection.Name}, which sends nothing to any other";
}
