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
        var environment = new Dictionary<string, string?>
        {
            ["SOURCE_PASSWORD"] = source.Password,
            ["DESTINATION_PASSWORD"] = destination.Password,
            ["MailboxCopy__SettleTime"] = settleTime.ToString(),
        };
        return Start(
            environment, "--source", $"imap://{source.User}@{source.Host}:{source.Port}", "--destination", $"imap://{destination.User}@{destination.Host}:{destination.Port}", "--state", state);
    }

    /// <summary>Begins to copy all mailboxes of a list.</summary>
    /// <param name="list">The file.</param>
    /// <param name="data">The folder for what has been copied.</param>
    public static CopyProcess StartList(string list, string data) => Start(new Dictionary<string, string?> { ["XDG_DATA_HOME"] = data }, "--list", list);

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

    /// <summary>Waits until the copy has failed.</summary>
    public async Task<(string Output, string Error)> FailAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await _process.WaitForExitAsync(deadline.Token);
        Assert.That(_process.ExitCode, Is.EqualTo(1), await _output);
        return (await _output, (await _errors).Trim());
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

    private static CopyProcess Start(Dictionary<string, string?> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(Program).Assembly.Location, "mailbox", "copy", .. arguments, "--source-accept-any-certificate", "--destination-accept-any-certificate"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,

            // A copy that belongs to no migration needs no database, and must not fail over one.
            Environment = { ["DOTNET_TieredPGO"] = "0", ["Database__Provider"] = "NoSuchProvider" },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new CopyProcess(Process.Start(start)!);
    }
}
