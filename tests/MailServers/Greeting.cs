using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Hosting.Migrations.MailServers;

/// <summary>Waits until a server greets.</summary>
internal static class Greeting
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>Returns when the server has greeted.</summary>
    /// <param name="process">The server.</param>
    /// <param name="port">Its port on the loopback address.</param>
    /// <param name="name">What it greets with, and no other: another process may have taken the port since it was found free.</param>
    /// <param name="readLog">Reads what it wrote; asked once it has ended or been given up.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ServerStartException">It ended, or did not greet.</exception>
    public static async Task WaitAsync(Process process, int port, string name, Func<Task<string>> readLog, CancellationToken cancellationToken)
    {
        var started = Stopwatch.StartNew();
        while (!await IsHeardAsync(port, name, cancellationToken))
        {
            if (process.HasExited)
            {
                var log = await readLog();
                throw new ServerStartException($"{name} did not start.\n{log}", log.Contains("Address already in use", StringComparison.Ordinal));
            }

            if (started.Elapsed > Patience)
            {
                throw new ServerStartException($"{name} does not answer on port {port}.", isOverPort: true);
            }

            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    private static async Task<bool> IsHeardAsync(int port, string name, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(AnswerPatience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, deadline.Token);
            using var reader = new StreamReader(client.GetStream());
            return await reader.ReadLineAsync(deadline.Token) is { } greeting && greeting.Contains(name, StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is SocketException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
