using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Hosting.Migrations.MailServers.Faults;

/// <summary>A proxy on loopback that passes bytes on to a server, and breaks connections when a test says so.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    public const string Host = "127.0.0.1";

    private readonly int _serverPort;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<ProxyConnection, Task> _connections = new();
    private readonly Task _accepting;
    private int _accepted;
    private long _received;
    private int _sent;

    private FaultProxy(int serverPort, ProxyFaults faults)
    {
        (_serverPort, Faults) = (serverPort, faults);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public ProxyFaults Faults { get; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections clients have tried to make so far, the refused ones included.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>How many bytes clients have sent so far, whether passed on or not.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>How many messages clients have begun to send so far, whether they have arrived or not.</summary>
    public int Sent => Volatile.Read(ref _sent);

    /// <summary>How many connections are open.</summary>
    public int Open => _connections.Count;

    /// <summary>Stands in front of a server on loopback.</summary>
    public static FaultProxy Start(int serverPort, ProxyFaults? faults = null) => new(serverPort, faults ?? new ProxyFaults());

    /// <summary>Resets all open connections, now.</summary>
    public void CutAll()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Reset();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        CutAll();
        await Task.WhenAll(_connections.Values);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _accepted);
                var counter = new AppendCounter();
                var connection = new ProxyConnection(client, Faults, bytes => Note(counter, bytes));
                if (Faults.TakeRefusal())
                {
                    connection.Reset();
                    continue;
                }

                // Known before it runs, so that it can't be forgotten before it is known.
                var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _connections[connection] = RunAsync(connection, started.Task);
                started.SetResult();
            }
        }
        catch (OperationCanceledException)
        {
            // The proxy ends.
        }
    }

    private void Note(AppendCounter counter, ReadOnlyMemory<byte> bytes)
    {
        Interlocked.Add(ref _received, bytes.Length);
        Interlocked.Add(ref _sent, counter.Count(bytes.Span));
    }

    private async Task RunAsync(ProxyConnection connection, Task started)
    {
        await started;
        try
        {
            await connection.RunAsync(_serverPort, _stop.Token);
        }
        finally
        {
            _connections.TryRemove(connection, out _);
        }
    }
}
