using System.Diagnostics;
using Hosting.Migrations.Benchmarks.List.Runner.Setup;

namespace Hosting.Migrations.Benchmarks.List.Runner.Servers;

/// <summary>Measures how long the service takes from the start of its process to its first 200.</summary>
internal static class StartUp
{
    private const int Attempts = 5;

    /// <returns>The median, in seconds.</returns>
    public static async Task<double> MeasureAsync(ServerFarm farm, SampleDatabase database, CancellationToken cancellationToken)
    {
        var seconds = new double[Attempts];
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var started = Stopwatch.GetTimestamp();
            var server = await farm.StartAsync(ServerKind.Service, database, cancellationToken);
            seconds[attempt] = Stopwatch.GetElapsedTime(started).TotalSeconds;
            farm.Stop(server);
        }

        Array.Sort(seconds);
        return seconds[Attempts / 2];
    }
}
