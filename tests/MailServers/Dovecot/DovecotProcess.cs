using System.Diagnostics;
using System.Net.Sockets;

namespace Hosting.Migrations.MailServers.Dovecot;

/// <summary>Dovecot's master process, from the first greeting to its end.</summary>
internal sealed class DovecotProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
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
        await StopAsync();
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private async Task StopAsync()
    {
        if (_process.HasExited)
        {
            return;
        }

        // Under runuser the master is a child: only its own pid file names it.
        if (File.Exists(_paths.ProcessId))
        {
            await SystemUser.RunAsync("kill", [(await File.ReadAllTextAsync(_paths.ProcessId)).Trim()], CancellationToken.None);
        }
        else
        {
            _process.Kill(entireProcessTree: true);
        }
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

    private async Task<bool> GreetsAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(DovecotServer.Host, Port, cancellationToken);
            return await client.GetStream().ReadAsync(new byte[1], cancellationToken) == 1;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
