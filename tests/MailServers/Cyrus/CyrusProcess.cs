using System.Diagnostics;
using System.Net.Sockets;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.MailServers.Cyrus;

/// <summary>Cyrus's master process, from the first greeting to its end.</summary>
internal sealed class CyrusProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private CyrusProcess(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    public static async Task<CyrusProcess> StartAsync(ServerPackage package, ServerFolder folder, SystemUser user, int port, CancellationToken cancellationToken)
    {
        var start = user.Command(
            package.PathOf("usr/lib/cyrus/bin/master"), "-C", folder.Of("imapd.conf"), "-M", folder.Of("cyrus.conf"), "-p", folder.Of("pid"));
        start.RedirectStandardError = true;
        var process = new CyrusProcess(Process.Start(package.WithLibraries(start))!);
        try
        {
            await process.WaitForGreetingAsync(port, cancellationToken);
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
        // Nothing of it is kept, so it need not end in order.
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task WaitForGreetingAsync(int port, CancellationToken cancellationToken)
    {
        var started = Stopwatch.StartNew();
        while (!await GreetsAsync(port, cancellationToken))
        {
            if (_process.HasExited)
            {
                throw new ServerStartException($"Cyrus did not start.\n{await _errors}");
            }

            if (started.Elapsed > Patience)
            {
                throw new ServerStartException("Cyrus does not answer.");
            }

            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    private static async Task<bool> GreetsAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await ImapConnection.ConnectAsync(CyrusServer.Host, port, cancellationToken);
            return connection.Greeting.Contains("Cyrus IMAP", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }
}
