using System.Net;
using System.Net.Sockets;

namespace Hosting.Migrations.MailServers.Scripted;

/// <summary>A server on loopback that says what it likes.</summary>
public sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    /// <param name="talk">Talks over one connection until it returns, which closes it.</param>
    public RawServer(Func<Stream, CancellationToken, Task> talk)
    {
        _listener.Start();
        _accepting = AcceptAsync(talk);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections there have been.</summary>
    public int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<Stream, CancellationToken, Task> talk)
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Connections++;
                await TalkAsync(talk, client.GetStream());
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    private async Task TalkAsync(Func<Stream, CancellationToken, Task> talk, Stream stream)
    {
        try
        {
            await talk(stream, _stop.Token);
        }
        catch (IOException)
        {
            // The client has had enough.
        }
    }
}
