using System.Globalization;

namespace Hosting.Migrations.Benchmarks.Common;

/// <summary>What all benchmarks do around their work: they read the command line, stay within their time, and say what went wrong.</summary>
public static class BenchmarkProgram
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync<TOptions>(
        Func<TOptions> parse, string usage, Func<TOptions, TimeSpan> limit, Func<TOptions, CancellationToken, Task> work)
    {
        // A report reads alike wherever it is made.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

        TOptions options;
        try
        {
            options = parse();
        }
        catch (BenchmarkException fault)
        {
            await Console.Error.WriteLineAsync($"{fault.Message}\n{usage}");
            return 2;
        }

        using var stop = new StopSignal(limit(options));
        try
        {
            await work(options, stop.Token);
            return 0;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"error: {stop.Reason}");
            return 1;
        }
        catch (BenchmarkException fault)
        {
            await Console.Error.WriteLineAsync($"error: {fault.Message}");
            return 1;
        }
    }
}
