using System.Diagnostics;
using Hosting.Migrations.Benchmarks.List.Runner.Servers;

namespace Hosting.Migrations.Benchmarks.List.Runner.Load;

/// <summary>Warms the servers, and measures every cell once a round, in a new order each round: a drift of the machine meets all alike.</summary>
internal sealed class Rounds(Meter meter, Plan plan, long started, Action<string> say)
{
    public async Task WarmUpAsync(Server server, CancellationToken cancellationToken)
    {
        say($"warming {server.Title}");
        var cells = Cells.For(server, plan).ToList();
        var main = cells.Where(cell => cell.Connections == Cell.Many).Select(cell => cell.Case).ToList();
        var others = cells.Select(cell => cell.Case).Except(main).ToList();

        // The cases at one connection alone share most of their code with the others.
        var rest = Math.Min(others.Count, plan.WarmUpSeconds / 4);
        var share = Math.Max(1, (plan.WarmUpSeconds - rest) / main.Count);
        foreach (var @case in main)
        {
            await meter.MeasureAsync(new Cell(server, @case, Cell.Many, share), 0, cancellationToken);
        }

        foreach (var @case in others.Take(rest))
        {
            await meter.MeasureAsync(new Cell(server, @case, Cell.One, 1), 0, cancellationToken);
        }
    }

    public async Task<Measurements> MeasureAsync(IReadOnlyList<Server> servers, CancellationToken cancellationToken)
    {
        var cells = servers.SelectMany(server => Cells.For(server, plan)).ToArray();
        var measurements = new List<Measurement>();
        for (var round = 1; round <= plan.Rounds && !IsOver(round); round++)
        {
            say($"round {round} of {plan.Rounds}: {cells.Length} cells");
            Random.Shared.Shuffle(cells);
            foreach (var cell in cells.TakeWhile(_ => !IsOver(round)))
            {
                if (await meter.MeasureAsync(cell, round, cancellationToken) is { } measurement)
                {
                    measurements.Add(measurement);
                }
            }
        }

        return new Measurements(measurements);
    }

    // A round that is cut short is still of use: the order is random, and ratios pair what the same round holds.
    private bool IsOver(int round) => round > 1 && Stopwatch.GetElapsedTime(started) > plan.TimeLimit;
}
