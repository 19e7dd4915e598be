using System.ComponentModel;
using System.Diagnostics;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Cli;

/// <summary>A command that prints an access token. It is run for each login.</summary>
/// <param name="command">As the shell has it.</param>
/// <param name="user">Whose token it is to be.</param>
internal sealed class TokenCommand(string command, string user) : IAccessTokens
{
    /// <summary>The environment variable that tells the command whose token it is to print.</summary>
    public const string User = "SOURCE_USER";

    private const int MaxOutput = 64 * 1024;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public async Task<Secret> GetAsync(CancellationToken cancellationToken) => new(await RunAsync(cancellationToken));

    private async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd.exe", ["/c", command]) : new ProcessStartInfo("/bin/sh", ["-c", command]);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        start.Environment[User] = user;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        using var process = Start(start);
        try
        {
            process.StandardInput.Close();
            var (output, error) = (ReadAsync(process.StandardOutput, deadline.Token), ReadAsync(process.StandardError, deadline.Token));
            await Task.WhenAll(output, error);
            await process.WaitForExitAsync(deadline.Token);
            return process.ExitCode != 0
                ? throw new AccessTokenException($"the command ended with {process.ExitCode}{Quote(await error)}")
                : TokenText.Find((await output).Split('\n')) ?? throw new AccessTokenException("the command must print one token, in one line");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AccessTokenException($"the command has not ended within {Deadline.TotalSeconds} seconds");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new AccessTokenException($"the command can't be started: {fault.Message}");
        }
    }

    // To its end, so that the command never waits for somebody to read, and no more of it than anybody would.
    private static async Task<string> ReadAsync(StreamReader from, CancellationToken cancellationToken)
    {
        var (text, buffer) = (new System.Text.StringBuilder(), new char[4096]);
        while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            text.Append(buffer, 0, Math.Min(read, MaxOutput - text.Length));
        }

        return text.ToString();
    }

    private static string Quote(string error) => error.Split('\n').Select(line => line.Trim()).LastOrDefault(line => line.Length > 0) is { } last
        ? $": {ForeignText.Clean(last, ForeignText.MaxNameLength)}"
        : string.Empty;
}
