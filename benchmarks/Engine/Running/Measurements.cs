namespace Hosting.Migrations.Benchmarks.Engine.Running;

/// <summary>All that was measured.</summary>
internal sealed class Measurements
{
    private readonly List<Measurement> _all = [];

    public IEnumerable<string> Rows => _all.Select(measurement => measurement.Row).Distinct();

    public void Add(Measurement measurement) => _all.Add(measurement);

    public IReadOnlyList<Measurement> Of(string row, string tool) => [.. _all.Where(measurement => measurement.Row == row && measurement.Tool == tool)];

    /// <summary>The median over the rounds; null where nothing was measured.</summary>
    public double? Median(string row, string tool, Func<Usage, double> value) => Medians.Of(Of(row, tool).Select(measurement => value(measurement.Usage)));

    /// <summary>The median over the rounds of how many times as long as another run one has taken in the same round; null where nothing was measured.</summary>
    public double? Ratio((string Row, string Tool) above, (string Row, string Tool) below) => Medians.Of(
        Of(above.Row, above.Tool).Join(
            Of(below.Row, below.Tool), one => one.Round, other => other.Round, (one, other) => one.Usage.Seconds / other.Usage.Seconds));
}
