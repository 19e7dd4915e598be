using System.Collections.Concurrent;
using System.Diagnostics;
using Hosting.Migrations.Benchmarks.Engine.Tools;

namespace Hosting.Migrations.Benchmarks.Engine.Running;

/// <summary>Runs tools, so many at once, and says what they used.</summary>
internal sealed class Launcher(Workspace workspace)
{
    private const int ShownLines = 5;

    /// <summary>Runs all commands to their end, or kills them when the time is up.</summary>
    public async Task<Usage> RunAsync(IReadOnlyCollection<ToolCommand> commands, int atOnce, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeUp.CancelAfter(limit);
        var problems = new ConcurrentQueue<string>();
        var cpuBefore = ProcessTree.CpuSecondsOfEndedChildren();
        var started = Stopwatch.GetTimestamp();
        await using var memory = new PeakMemory();
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = timeUp.Token };
            await Parallel.ForEachAsync(commands, options, async (command, stop) => await RunAsync(command, memory, problems, stop));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Killed, as the time was up; the usage says so.
        }

        return new Usage(
            Stopwatch.GetElapsedTime(started).TotalSeconds,
            ProcessTree.CpuSecondsOfEndedChildren() - cpuBefore,
            memory.Megabytes,
            timeUp.IsCancellationRequested,
            problems.FirstOrDefault());
    }

    private async Task RunAsync(ToolCommand command, PeakMemory memory, ConcurrentQueue<string> problems, CancellationToken stop)
    {
        var log = workspace.LogOf($"tool-{Guid.NewGuid():N}");
        using var process = Programs.Start(workspace.Temporary, command.Environment, log, command.Words);
        memory.Add(process.Id);
        try
        {
            await process.WaitForExitAsync(stop);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            memory.Remove(process.Id);
        }

        if (process.ExitCode != 0)
        {
            problems.Enqueue($"exit code {process.ExitCode}");
            var lines = await File.ReadAllLinesAsync(log, stop);
            await Console.Error.WriteLineAsync($"{command.Words[0]} ended with {process.ExitCode}:\n{string.Join('\n', lines.TakeLast(ShownLines))}");
        }
    }
}
