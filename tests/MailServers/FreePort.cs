using System.Net;
using System.Net.Sockets;

namespace Hosting.Migrations.MailServers;

/// <summary>Ports on which nothing listens.</summary>
public static class FreePort
{
    private const int Attempts = 5;

    /// <summary>A free port of the loopback address. Somebody else may take it at any moment: what listens there starts by <see cref="StartAsync"/>.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>As <see cref="Find"/>, and not the one that is meant for something else already.</summary>
    public static int FindBeside(int port)
    {
        var found = Find();
        return found == port ? FindBeside(port) : found;
    }

    /// <summary>Starts something on a free port; on another one where somebody took that between our look and the start.</summary>
    /// <param name="start">Starts it on a port, and leaves nothing behind where it fails.</param>
    /// <param name="isTaken">Whether it failed over the port.</param>
    public static async Task<T> StartAsync<T>(Func<int, Task<T>> start, Func<Exception, bool> isTaken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await start(Find());
            }
            catch (Exception fault) when (attempt < Attempts && isTaken(fault))
            {
                // Another port, then.
            }
        }
    }

    /// <summary>As <see cref="StartAsync"/>, for what starts without waiting.</summary>
    public static T Start<T>(Func<int, T> start, Func<Exception, bool> isTaken) => StartAsync(port => Task.FromResult(start(port)), isTaken).GetAwaiter().GetResult();
}
