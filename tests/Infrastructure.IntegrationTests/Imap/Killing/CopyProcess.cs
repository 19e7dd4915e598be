using System.Diagnostics;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Killing;

/// <summary>The program as an operator runs it, copying one mailbox in a process of its own.</summary>
internal sealed class CopyProcess : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private CopyProcess(Process process) =>
        (_process, _output, _errors) = (process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());

    public bool HasExited => _process.HasExited;

    /// <summary>Begins a copy.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="state">The file that keeps what has been copied.</param>
    /// <param name="settleTime">What is set as such.</param>
    public static CopyProcess Start(ImapAccount source, ImapAccount destination, string state, TimeSpan settleTime)
    {
        string[] arguments =
        [
            typeof(Program).Assembly.Location, "mailbox", "copy",
            "--source", $"imap://{source.User}@{source.Host}:{source.Port}", "--source-accept-any-certificate",
            "--destination", $"imap://{destination.User}@{destination.Host}:{destination.Port}", "--destination-accept-any-certificate",
            "--state", state,
        ];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["SOURCE_PASSWORD"] = source.Password,
                ["DESTINATION_PASSWORD"] = destination.Password,
                ["DOTNET_TieredPGO"] = "0",
                ["MailboxCopy__SettleTime"] = settleTime.ToString(),
            },
        };
        return new CopyProcess(Process.Start(start)!);
    }

    /// <summary>Ends the process as a crash does: it gets no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until the copy is done; returns what it printed.</summary>
    public async Task<string> FinishAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await _process.WaitForExitAsync(deadline.Token);
        Assert.That(_process.ExitCode, Is.Zero, $"{await _output}\n{await _errors}");
        return await _output;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
