using System.Text;
using Hosting.Migrations.Benchmarks.List.Runner.Load;
using Hosting.Migrations.Benchmarks.List.Runner.Servers;

namespace Hosting.Migrations.Benchmarks.List.Runner.Reporting;

/// <summary>Writes the results as Markdown.</summary>
internal sealed class Report(Results results)
{
    private readonly StringBuilder _text = new();

    public static string Write(Results results)
    {
        var report = new Report(results);
        report.WriteHeader();
        foreach (var size in results.Plan.Sizes)
        {
            report.WriteSize(size);
        }

        report.WriteMemory();
        report.WriteTargets();
        return report._text.ToString();
    }

    private void WriteHeader()
    {
        var plan = results.Plan;
        var rounds = results.Measurements.Rounds;
        Line($"{Environment.ProcessorCount} cores, shared by server, PostgreSQL and wrk; {plan.WarmUpSeconds} s of load on each server before; medians over the rounds: {rounds}.");
        Line("Only ratios of one run mean something, and differences below 20 % are noise.");
        if (rounds < plan.Rounds)
        {
            Line($"\nThe machine was too slow for all {plan.Rounds} rounds.");
        }

        if (results.Measurements.Median(new CellKey(ServerKind.Service, plan.Largest, Case.Revalidate, Cell.Many), one => one.Load.PerSecond) is null)
        {
            Line("\nRevalidation was not measured: the service sends no ETag, or the page changed each time.");
        }
    }

    private void WriteSize(Size size)
    {
        Line($"\n### {size.Migrations:#,0} migrations, {size.Customers:#,0} customers\n");
        Line($"| case | records | server | req/s | p50 ms | p99 ms | p50 ms, 1 connection | p99 ms, 1 connection | CPU us, server | CPU us, PostgreSQL |");
        Line("| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var @case in Case.All)
        {
            foreach (var kind in Enum.GetValues<ServerKind>())
            {
                WriteCase(size, @case, kind);
            }
        }
    }

    private void WriteCase(Size size, Case @case, ServerKind kind)
    {
        var many = new CellKey(kind, size, @case, Cell.Many);
        var one = new CellKey(kind, size, @case, Cell.One);
        double? Of(CellKey key, Func<Measurement, double> value) => results.Measurements.Median(key, value);
        double? OfAny(Func<Measurement, double> value) => Of(many, value) ?? Of(one, value);
        if (OfAny(measurement => measurement.Load.PerSecond) is null)
        {
            return;
        }

        double?[] numbers =
        [
            Of(many, measurement => measurement.Load.PerSecond),
            Of(many, measurement => measurement.Load.P50),
            Of(many, measurement => measurement.Load.P99),
            Of(one, measurement => measurement.Load.P50),
            Of(one, measurement => measurement.Load.P99),
            OfAny(measurement => measurement.ServerCpu),
            OfAny(measurement => measurement.PostgreSqlCpu),
        ];
        Line($"| {@case.Name} | {results.Records[(size, @case)]:#,0} | {kind.Name()} | {string.Join(" | ", numbers.Select(Numbers.Text))} |");
    }

    private void WriteMemory()
    {
        Line("\n### Memory\n");
        Line("| server | requests | resident MB after warm-up | at the end |");
        Line("| --- | ---: | ---: | ---: |");
        foreach (var (server, warm, final) in results.Memory)
        {
            Line($"| {server.Title} | {server.Answered:#,0} | {Numbers.Text(warm)} | {Numbers.Text(final)} |");
        }
    }

    private void WriteTargets()
    {
        Line("\n### Targets\n");
        if (results.Plan != Plan.Full)
        {
            Line($"They are meant for {Plan.Full.Largest.Migrations:#,0} migrations, warm; a quick run only shows whether everything works.\n");
        }

        Line("| what | target | measured | met? |");
        Line("| --- | ---: | ---: | --- |");
        foreach (var target in new Targets(results).All())
        {
            Line(target.ToString());
        }
    }

    private void Line(string line) => _text.Append(line).Append('\n');
}
