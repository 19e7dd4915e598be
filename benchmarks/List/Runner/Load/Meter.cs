using Hosting.Migrations.Benchmarks.List.Runner.Servers;

namespace Hosting.Migrations.Benchmarks.List.Runner.Load;

/// <summary>Measures single cells.</summary>
internal sealed class Meter(int postgreSqlProcessId)
{
    private const double MicrosecondsPerSecond = 1e6;

    // What the last cell left unfinished in PostgreSQL is not this one's.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(100);

    /// <summary>Measures a cell.</summary>
    /// <returns>Null where the cell is about an answer's tag, and there is none or it changed meanwhile.</returns>
    public async Task<Measurement?> MeasureAsync(Cell cell, int round, CancellationToken cancellationToken)
    {
        await Task.Delay(Settling, cancellationToken);
        string? tag = null;
        if (cell.Case == Case.Revalidate)
        {
            tag = await Client.GetTagAsync(cell.Server, cell.Case.Request(cell.Server.Database), cancellationToken);
            if (!await IsUnchangedAsync(cell, tag, cancellationToken))
            {
                return null;
            }
        }

        var measurement = await MeasureAsync(cell, round, tag, cancellationToken);
        return cell.Case == Case.Revalidate && !await IsUnchangedAsync(cell, tag, cancellationToken) ? null : measurement;
    }

    private static async Task<bool> IsUnchangedAsync(Cell cell, string? tag, CancellationToken cancellationToken) =>
        tag is not null && await Client.IsUnchangedAsync(cell.Server, cell.Case.Request(cell.Server.Database), tag, cancellationToken);

    private async Task<Measurement> MeasureAsync(Cell cell, int round, string? tag, CancellationToken cancellationToken)
    {
        var (server, postgreSql) = CpuSeconds(cell.Server);
        var load = await Wrk.RunAsync(cell, tag, cancellationToken);
        var (serverAfter, postgreSqlAfter) = CpuSeconds(cell.Server);
        cell.Server.Answered += load.Requests;
        return new Measurement(cell, round, load, PerRequest(serverAfter - server, load), PerRequest(postgreSqlAfter - postgreSql, load));
    }

    private (double Server, double PostgreSql) CpuSeconds(Server server) =>
        (ProcessTree.CpuSeconds(server.ProcessId), ProcessTree.CpuSeconds(postgreSqlProcessId));

    private static double PerRequest(double seconds, WrkResult load) => seconds / Math.Max(1, load.Requests) * MicrosecondsPerSecond;
}
