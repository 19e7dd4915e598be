using System.Diagnostics;

namespace Hosting.Migrations.Benchmarks.Workers;

/// <summary>Starts workers as processes of their own, and ends them.</summary>
/// <param name="workspace">Takes their logs.</param>
/// <param name="program">The folder in which this program has been published, compiled ahead as the service is.</param>
/// <param name="settings">What they are told.</param>
internal sealed class WorkerFarm(Workspace workspace, string program, IReadOnlyDictionary<string, string> settings) : IDisposable
{
    private readonly List<Process> _workers = [];

    /// <summary>Starts workers.</summary>
    /// <param name="count">How many.</param>
    /// <param name="withEngine">Whether they copy with the engine of the service.</param>
    public void Start(int count, bool withEngine = false)
    {
        for (var i = 0; i < count; i++)
        {
            _workers.Add(Programs.Start(
                program,
                settings,
                workspace.LogOf($"worker-{_workers.Count}"),
                "dotnet", Path.Combine(program, Path.GetFileName(typeof(WorkerFarm).Assembly.Location)), withEngine ? WorkerProcess.VerbWithEngine : WorkerProcess.Verb));
        }
    }

    /// <summary>Ends them in good order, as a deploy does.</summary>
    /// <returns>How many did not end with 0.</returns>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        foreach (var worker in _workers)
        {
            using var signal = Process.Start("kill", ["-TERM", $"{worker.Id}"]);
            await signal.WaitForExitAsync(cancellationToken);
        }

        foreach (var worker in _workers)
        {
            await worker.WaitForExitAsync(cancellationToken);
        }

        var failed = _workers.Count(worker => worker.ExitCode != 0);
        _workers.ForEach(worker => worker.Dispose());
        _workers.Clear();
        return failed;
    }

    public void Dispose()
    {
        foreach (var worker in _workers)
        {
            worker.Kill();
            worker.Dispose();
        }
    }
}
