using System.Net;
using System.Net.Sockets;

namespace Hosting.Migrations.MailServers.Faults;

/// <summary>One client's connection and the one to the server that belongs to it.</summary>
internal sealed class ProxyConnection(Socket client, ProxyFaults faults, Action<ReadOnlyMemory<byte>> receivedFromClient)
{
    private const int SlowBuffer = 8 * 1024;

    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public async Task RunAsync(int serverPort, CancellationToken cancellationToken)
    {
        try
        {
            client.NoDelay = _server.NoDelay = true;
            if (faults.BytesPerSecond is not null)
            {
                client.ReceiveBufferSize = SlowBuffer;
            }

            await _server.ConnectAsync(IPAddress.Loopback, serverPort, cancellationToken);
            var toServer = new ProxyPipe(ProxyDirection.ToServer, client, _server, faults, receivedFromClient, Reset);
            var toClient = new ProxyPipe(ProxyDirection.ToClient, _server, client, faults, _ => { }, Reset);
            await Task.WhenAll(toServer.RunAsync(cancellationToken), toClient.RunAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Either side went away, or the proxy ends: so does the connection.
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Closes both sides with a reset, as a failing network does.</summary>
    public void Reset()
    {
        client.Close(timeout: 0);
        _server.Close(timeout: 0);
    }
}
