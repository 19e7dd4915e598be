namespace Hosting.Migrations.Benchmarks.List.Runner;

/// <summary>How much is measured.</summary>
/// <param name="Sizes">Of how many migrations each; the smallest first. All servers run on the largest, the service alone on the others.</param>
/// <param name="WarmUpSeconds">Load on each server before anything counts: tiered compilation takes tens of seconds to settle.</param>
/// <param name="Rounds">How often each cell is measured.</param>
/// <param name="CellSeconds">How long a cell at many connections takes, on the largest size.</param>
/// <param name="TimeLimit">From when on no more is measured, once every cell has been.</param>
internal sealed record Plan(IReadOnlyList<Size> Sizes, int WarmUpSeconds, int Rounds, int CellSeconds, TimeSpan TimeLimit)
{
    /// <summary>How long a cell at one connection, or on a smaller size, takes.</summary>
    public const int ShortCellSeconds = 1;

    public static Plan Full { get; } = new(
        [new("10k", 10_000), new("100k", 100_000), new("1m", 1_000_000)],
        WarmUpSeconds: 40,
        Rounds: 5,
        CellSeconds: 4,
        TimeLimit: TimeSpan.FromMinutes(14.5));

    public static Plan Quick { get; } = new(
        [new("10k", 10_000), new("100k", 100_000)],
        WarmUpSeconds: 4,
        Rounds: 1,
        CellSeconds: 1,
        TimeLimit: TimeSpan.FromMinutes(2.75));

    /// <summary>When a run that has not come to its report is given up.</summary>
    public TimeSpan HardLimit => TimeLimit * 2;

    public Size Smallest => Sizes[0];

    public Size Largest => Sizes[^1];
}
