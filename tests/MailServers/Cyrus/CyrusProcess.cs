using System.Diagnostics;

namespace Hosting.Migrations.MailServers.Cyrus;

/// <summary>Cyrus's master process, from the first greeting to its end.</summary>
internal sealed class CyrusProcess : IAsyncDisposable
{
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
            await Greeting.WaitAsync(process._process, port, folder.Name, () => process._errors, cancellationToken);
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
}
