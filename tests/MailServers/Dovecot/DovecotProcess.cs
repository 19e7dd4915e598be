using System.Diagnostics;

namespace Hosting.Migrations.MailServers.Dovecot;

/// <summary>Dovecot's master process, from the first greeting to its end.</summary>
internal sealed class DovecotProcess : IAsyncDisposable
{
    private readonly Process _process;

    private DovecotProcess(Process process, int port, int tlsPort) => (_process, Port, TlsPort) = (process, port, tlsPort);

    public int Port { get; }

    public int TlsPort { get; }

    public static string? FindProgram() =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, "dovecot"))
            .FirstOrDefault(File.Exists);

    public static async Task<DovecotProcess> StartAsync(DovecotPaths paths, SystemUser user, int port, int tlsPort, CancellationToken cancellationToken)
    {
        var program = FindProgram() ?? throw new ServerStartException("Dovecot is not installed.");
        var command = user.Command(program, "-F", "-c", paths.Configuration);
        command.RedirectStandardError = true;
        var process = new DovecotProcess(Process.Start(command)!, port, tlsPort);

        // Until its log is open, it says there what is wrong.
        var complaints = process._process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await Greeting.WaitAsync(process._process, port, paths.Name, async () => paths.ReadLog() + (process._process.HasExited ? await complaints : string.Empty), cancellationToken);
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
}
