using Hosting.Migrations.Benchmarks.Engine.Cases;
using Hosting.Migrations.Benchmarks.Engine.Running;
using Hosting.Migrations.Benchmarks.Engine.Tools;

namespace Hosting.Migrations.Benchmarks.Engine.Reporting;

/// <summary>What the engine is held against.</summary>
internal sealed class Targets(Results results)
{
    private const string Own = OwnEngine.Native;
    private const double Percent = 100;

    private readonly Measurements _measurements = results.Measurements;

    public IEnumerable<Target> All() =>
    [
        Faster(Rows.Full, "imapsync", 4), Faster(Rows.Full, "mbsync", 3), Faster(Rows.Full, "interimap", 1.3),
        AtMost($"{Rows.Delta}, seconds", 0.6, " s", _measurements.Median(Rows.Delta, Own, usage => usage.Seconds)),
        AtMost(
            $"delta of {results.Plan.MoreMessages:#,0} messages, of the time for {results.Plan.FewerMessages:#,0}", 2, string.Empty,
            _measurements.Ratio((Rows.LongMailboxDelta, Own), (Rows.ShortMailboxDelta, Own))),
        Faster(Rows.Distant, "imapsync", 15), Faster(Rows.Distant, "mbsync", 1.5), Faster(Rows.Distant, "interimap", 1.5),
        Faster(Rows.Small, "imapsync", 4),
        AtMost($"{Rows.FourAtOnce}, peak RSS", 150, " MB", Peak(Rows.FourAtOnce)),
        AtMost("a 200 MB message, more peak RSS", 16, " MB", Peak(Rows.WithHuge) - Peak(Rows.WithoutHuge)),
        AtMost("most messages sent again after kill -9", 2, " %", results.Kills is [] ? null : results.Kills.Max(kill => kill.MessagesAgain) * Percent),
        AtMost("runs of this engine that the verifier objects to", 0, string.Empty, Objections()),
    ];

    private double? Peak(string row) => _measurements.Median(row, Own, usage => usage.PeakMegabytes);

    private double Objections() =>
        _measurements.Rows.SelectMany(row => _measurements.Of(row, Own).Concat(_measurements.Of(row, OwnEngine.Service))).Count(run => run.Verdict != Verdict.Same)
        + results.Kills.Count(kill => kill.Verdict != Verdict.Same);

    private Target Faster(string row, string peer, double times)
    {
        var bounded = _measurements.Of(row, peer).Any(run => run.Usage.IsStopped) ? ", at least: it was stopped" : string.Empty;
        return new Target($"{row}, times as fast as {peer}{bounded}", times, IsLeast: true, string.Empty, _measurements.Ratio((row, peer), (row, Own)));
    }

    private static Target AtMost(string what, double bound, string unit, double? measured) => new(what, bound, IsLeast: false, unit, measured);
}
