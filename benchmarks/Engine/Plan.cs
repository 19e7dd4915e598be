namespace Hosting.Migrations.Benchmarks.Engine;

/// <summary>How much is measured.</summary>
/// <param name="Rounds">How often each case is run with each tool.</param>
/// <param name="ToolLimit">After which time a tool is stopped; it is not tried again in that case.</param>
/// <param name="ShortFolder">How many messages the short folder has whose delta is held against the long one's.</param>
/// <param name="TimeLimit">From when on nothing is begun that has been measured before.</param>
internal sealed record Plan(int Rounds, TimeSpan ToolLimit, int ShortFolder, TimeSpan TimeLimit)
{
    public static Plan Full { get; } = new(Rounds: 3, ToolLimit: TimeSpan.FromSeconds(120), ShortFolder: 10_000, TimeLimit: TimeSpan.FromMinutes(15));

    public static Plan Quick { get; } = new(Rounds: 1, ToolLimit: TimeSpan.FromSeconds(60), ShortFolder: 2_000, TimeLimit: TimeSpan.FromMinutes(3));

    public int LongFolder => ShortFolder * 10;

    /// <summary>When a run that has not come to its report is given up.</summary>
    public TimeSpan HardLimit => TimeLimit * 2;
}
