using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Killing;

/// <summary>The program as an operator runs it, copying one mailbox in a process of its own.</summary>
internal sealed class CopyProcess : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly StringBuilder _errors = new();

    private CopyProcess(Process process)
    {
        (_process, _output) = (process, process.StandardOutput.ReadToEndAsync());
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>What it has printed to stderr so far.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    /// <summary>The service's program, which has the command too.</summary>
    public static string ServiceProgram => typeof(Program).Assembly.Location;

    public bool HasExited => _process.HasExited;

    /// <summary>The most memory that the process has held so far, in bytes; 0 after it has ended.</summary>
    public long ReadPeakMemory()
    {
        try
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>Begins a copy.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="state">The file that keeps what has been copied.</param>
    /// <param name="settleTime">What is set as such.</param>
    /// <param name="settings">What is set besides, by the names of environment variables.</param>
    public static CopyProcess Start(ImapAccount source, ImapAccount destination, string state, TimeSpan settleTime, IReadOnlyDictionary<string, string>? settings = null)
    {
        var environment = new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
        {
            ["SOURCE_PASSWORD"] = source.Password,
            ["DESTINATION_PASSWORD"] = destination.Password,
            ["MailboxCopy__SettleTime"] = settleTime.ToString(),
        };
        return StartAccepting(
            environment, "--source", $"imap://{source.User}@{source.Host}:{source.Port}", "--destination", $"imap://{destination.User}@{destination.Host}:{destination.Port}", "--state", state);
    }

    /// <summary>Begins to copy all mailboxes of a list.</summary>
    /// <param name="list">The file.</param>
    /// <param name="data">The folder for what has been copied.</param>
    public static CopyProcess StartList(string list, string data) => StartAccepting(new Dictionary<string, string> { ["XDG_DATA_HOME"] = data }, "--list", list);

    /// <summary>Ends the process as a crash does: it gets no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, as a deploy does. What a terminal's key sends is ignored by whatever a script has started in the background, tests included.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until the copy is done; returns what it printed.</summary>
    public async Task<string> FinishAsync()
    {
        var (code, output, error) = await EndAsync();
        Assert.That(code, Is.Zero, $"{output}\n{error}");
        return output;
    }

    /// <summary>Waits until the copy has failed.</summary>
    public async Task<(string Output, string Error)> FailAsync()
    {
        var (code, output, error) = await EndAsync();
        Assert.That(code, Is.EqualTo(1), output);
        return (output, error);
    }

    /// <summary>Waits until the program has ended, somehow.</summary>
    public async Task<(int Code, string Output, string Error)> EndAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await _process.WaitForExitAsync(deadline.Token);
        return (_process.ExitCode, await _output, Errors.Trim());
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

    /// <summary>Begins <c>mailbox copy</c>.</summary>
    /// <param name="native">The program as machine code; null = the service's.</param>
    /// <param name="environment">Passwords and settings.</param>
    /// <param name="arguments">What follows the command.</param>
    public static CopyProcess Start(string? native, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments) =>
        StartProgram(native is null ? ["dotnet", ServiceProgram] : [native], environment, arguments);

    /// <summary>Begins <c>mailbox copy</c> of the service's program by another one, such as one that changes the user.</summary>
    /// <param name="starter">The other program and its arguments.</param>
    /// <param name="environment">Passwords and settings.</param>
    /// <param name="arguments">What follows the command.</param>
    public static CopyProcess StartBy(IEnumerable<string> starter, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments) =>
        StartProgram([.. starter, "dotnet", ServiceProgram], environment, arguments);

    private static CopyProcess StartProgram(string[] program, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program[0], [.. program[1..], "mailbox", "copy", .. arguments]);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;

        // A copy that belongs to no migration needs no database, and must not fail over one.
        (start.Environment["DOTNET_TieredPGO"], start.Environment["Database__Provider"]) = ("0", "NoSuchProvider");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new CopyProcess(process);
    }

    private void Note(string? line)
    {
        lock (_errors)
        {
            _errors.AppendLine(line);
        }
    }

    private static CopyProcess StartAccepting(Dictionary<string, string> environment, params string[] arguments) =>
        Start(native: null, environment, [.. arguments, "--source-accept-any-certificate", "--destination-accept-any-certificate"]);
}
