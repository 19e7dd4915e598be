using System.Diagnostics;

namespace Hosting.Migrations.Benchmarks.Common;

/// <summary>Runs other programs.</summary>
public static class Programs
{
    /// <summary>Makes sure that a program is installed.</summary>
    public static void Require(string program, string package)
    {
        if (!SearchPath().Any(folder => File.Exists(Path.Combine(folder, program))))
        {
            throw new BenchmarkException($"'{program}' is missing. Install it (Debian and Ubuntu: apt-get install {package}).");
        }
    }

    public static IEnumerable<string> SearchPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote to stdout.</returns>
    /// <exception cref="BenchmarkException">It failed.</exception>
    public static async Task<string> RunAsync(
        string folder, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken, params IEnumerable<string> command)
    {
        using var process = Process.Start(Describe(folder, environment, command, redirect: true))!;
        process.StandardInput.Close();
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? output
                : throw new BenchmarkException($"{string.Join(' ', command)} ended with {process.ExitCode}:\n{output}{await errors}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            throw;
        }
    }

    /// <summary>Starts a program whose output goes to a file, so that nothing has to read it.</summary>
    public static Process Start(string folder, IReadOnlyDictionary<string, string> environment, string log, params IEnumerable<string> command) =>
        Process.Start(Describe(folder, environment, ["/bin/sh", "-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", log, .. command], redirect: false))!;

    private static ProcessStartInfo Describe(
        string folder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> command, bool redirect)
    {
        var start = new ProcessStartInfo(command.First(), command.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = redirect,
            RedirectStandardOutput = redirect,
            RedirectStandardError = redirect,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
