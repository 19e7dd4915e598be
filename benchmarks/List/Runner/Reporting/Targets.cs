using Hosting.Migrations.Benchmarks.List.Runner.Load;
using Hosting.Migrations.Benchmarks.List.Runner.Servers;

namespace Hosting.Migrations.Benchmarks.List.Runner.Reporting;

/// <summary>What the list is held against.</summary>
internal sealed class Targets(Results results)
{
    private const string NoUnit = "";

    private readonly Measurements _measurements = results.Measurements;
    private readonly Size _large = results.Plan.Largest;
    private readonly Size _small = results.Plan.Smallest;

    public IEnumerable<Target> All() => [.. CustomerPage(), .. AdminPages(), .. Scaling(), .. SingleRequests(), .. Footprint()];

    private IEnumerable<Target> CustomerPage()
    {
        var service = Many(ServerKind.Service, Case.Customer);
        var limit = Many(ServerKind.LimitWithCache, Case.Customer);
        yield return AtLeast("customer's page, req/s of LIMIT+cache", 0.55, Rate(service, limit));
        yield return AtMost("customer's page, server CPU of LIMIT+cache", 2.2, NoUnit, _measurements.Ratio(service, limit, one => one.ServerCpu));
        yield return AtLeast("customer's page, req/s of Fastify + pg", 2.2, Rate(service, Many(ServerKind.Fastify, Case.Customer)));
        yield return AtLeast("the same revalidated (304), req/s of LIMIT+cache uncached", 1.0, Rate(Many(ServerKind.Service, Case.Revalidate), limit));
    }

    private IEnumerable<Target> AdminPages()
    {
        foreach (var @case in new[] { Case.Admin, Case.Status })
        {
            var service = Many(ServerKind.Service, @case);
            yield return AtLeast($"{@case.Name}, req/s of the service's customer page", 0.40, Rate(service, Many(ServerKind.Service, Case.Customer)));
            yield return AtLeast($"{@case.Name}, req/s of LIMIT+cache", 0.50, Rate(service, Many(ServerKind.LimitWithCache, @case)));
        }
    }

    private IEnumerable<Target> Scaling() =>
    [
        .. Cells.Scaling.Select(@case => AtMost(
            $"{@case.Name}, p50 at {_large.Name} of p50 at {_small.Name}, one connection", 1.5, NoUnit, Growth(@case, Cell.One, one => one.Load.P50))),
        .. Cells.Scaling.Select(@case => AtMost(
            $"{@case.Name}, p99 at {_large.Name} of p99 at {_small.Name}, {Cell.Many} connections", 2, NoUnit, Growth(@case, Cell.Many, one => one.Load.P99))),
    ];

    private IEnumerable<Target> SingleRequests() =>
    [
        Single(Case.Deep, 25), Single(Case.Last, 5), Single(Case.SearchCommon, 40), Single(Case.SearchRare, 2), Single(Case.SearchNone, 2),
        Single(Case.SearchShort, 60), Single(Case.SearchShortNone, 60),
    ];

    private IEnumerable<Target> Footprint()
    {
        yield return AtMost("start to first answer, median of 5", 1.0, " s", results.StartSeconds);
        foreach (var memory in results.Memory.Where(memory => memory.Server.Kind == ServerKind.Service && memory.Server.Database.Size == _large))
        {
            yield return AtMost($"resident after {Numbers.Text(memory.Server.Answered)} requests", 200, " MB", memory.FinalMegabytes);
        }
    }

    private Target Single(Case @case, double milliseconds) => AtMost(
        $"{@case.Name}, p50 at {_large.Name}, one connection",
        milliseconds,
        " ms",
        _measurements.Median(new CellKey(ServerKind.Service, _large, @case, Cell.One), one => one.Load.P50));

    private CellKey Many(ServerKind kind, Case @case) => new(kind, _large, @case, Cell.Many);

    private double? Rate(CellKey above, CellKey below) => _measurements.Ratio(above, below, one => one.Load.PerSecond);

    private double? Growth(Case @case, int connections, Func<Measurement, double> value) => _measurements.Ratio(
        new CellKey(ServerKind.Service, _large, @case, connections), new CellKey(ServerKind.Service, _small, @case, connections), value);

    private static Target AtLeast(string what, double bound, double? measured) => new(what, bound, true, NoUnit, measured);

    private static Target AtMost(string what, double bound, string unit, double? measured) => new(what, bound, false, unit, measured);
}
