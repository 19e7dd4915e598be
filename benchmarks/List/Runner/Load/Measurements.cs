namespace Hosting.Migrations.Benchmarks.List.Runner.Load;

/// <summary>All that was measured.</summary>
internal sealed class Measurements(IReadOnlyList<Measurement> all)
{
    /// <summary>How many rounds were begun.</summary>
    public int Rounds { get; } = all.Max(measurement => measurement.Round);

    /// <summary>The median over the rounds; null where nothing was measured.</summary>
    public double? Median(CellKey key, Func<Measurement, double> value) => Medians.Of(Of(key).Select(value));

    /// <summary>The median over the rounds of the ratio of two cells in the same round; null where nothing was measured.</summary>
    public double? Ratio(CellKey above, CellKey below, Func<Measurement, double> value) => Medians.Of(
        Of(above).Join(Of(below), measurement => measurement.Round, measurement => measurement.Round, (a, b) => value(a) / value(b)));

    private IEnumerable<Measurement> Of(CellKey key) => all.Where(measurement => CellKey.Of(measurement.Cell) == key);
}
