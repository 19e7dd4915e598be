using System.Diagnostics;
using System.Net.Sockets;

namespace Hosting.Migrations.MailServers.Dovecot;

/// <summary>Dovecot's master process, from the first greeting to its end.</summary>
internal sealed class DovecotProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan GreetingPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    private readonly DovecotPaths _paths;
    private readonly Process _process;

    private DovecotProcess(DovecotPaths paths, Process process, int port, int tlsPort) =>
        (_paths, _process, Port, TlsPort) = (paths, process, port, tlsPort);

    public int Port { get; }

    public int TlsPort { get; }

    public static string? FindProgram() =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, "dovecot"))
            .FirstOrDefault(File.Exists);

    public static async Task<DovecotProcess> StartAsync(DovecotPaths paths, SystemUser user, int port, int tlsPort, CancellationToken cancellationToken)
    {
        var program = FindProgram() ?? throw new DovecotStartException("Dovecot is not installed.");
        var process = new DovecotProcess(paths, Process.Start(user.Command(program, "-F", "-c", paths.Configuration))!, port, tlsPort);
        try
        {
            await process.WaitForGreetingAsync(cancellationToken);
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Asked to end, Dovecot's master sleeps a second first; its children are killed with it, and nothing of theirs is kept.
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task WaitForGreetingAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.StartNew();
        while (!await GreetsAsync(cancellationToken))
        {
            if (_process.HasExited || started.Elapsed > Patience)
            {
                throw new DovecotStartException($"Dovecot did not start.\n{_paths.ReadLog()}");
            }

            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    // By name: another process may have taken the port since it was found free.
    private async Task<bool> GreetsAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(GreetingPatience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(DovecotServer.Host, Port, deadline.Token);
            using var reader = new StreamReader(client.GetStream());
            return await reader.ReadLineAsync(deadline.Token) is { } greeting && greeting.Contains(_paths.Name, StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is SocketException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
