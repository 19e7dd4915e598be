using System.Net;
using System.Net.Sockets;

namespace Hosting.Migrations.MailServers;

/// <summary>Ports on which nothing listens.</summary>
public static class FreePort
{
    /// <summary>A free port of the loopback address.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
