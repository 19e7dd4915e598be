using System.Diagnostics;
using System.Net.Sockets;

namespace Hosting.Migrations.MailServers.Courier;

/// <summary>One connection after its login: passes bytes between the client and its <c>imapd</c>, until one of them ends.</summary>
internal sealed class CourierSession : IAsyncDisposable
{
    private readonly NetworkStream _client;
    private readonly Process _server;
    private readonly Task<string> _log;

    public CourierSession(NetworkStream client, Process server) =>
        (_client, _server, _log) = (client, server, server.StandardError.ReadToEndAsync());

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var commands = CopyAsync(_client, _server.StandardInput.BaseStream, end.Token);
        var answers = CopyAsync(_server.StandardOutput.BaseStream, _client, end.Token);
        if (await Task.WhenAny(commands, answers) == commands)
        {
            // The server reads what has come so far to its end, as it would from a socket.
            _server.StandardInput.Close();
        }

        await answers;
        await end.CancelAsync();
        await commands;
    }

    public async ValueTask DisposeAsync()
    {
        _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        await _log;
        _server.Dispose();
    }

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                await to.FlushAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // One of the two has ended.
        }
    }
}
