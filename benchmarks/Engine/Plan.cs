namespace Hosting.Migrations.Benchmarks.Engine;

/// <summary>How much is measured.</summary>
/// <param name="Rounds">How often each case is run with each tool.</param>
/// <param name="LargeMailbox">How many messages mailbox A has.</param>
/// <param name="MediumMailbox">How many messages mailbox B has.</param>
/// <param name="FewerMessages">How many messages the short mailbox has whose delta is held against that of one with ten times as many.</param>
/// <param name="ToolLimit">After which time a tool is stopped; it is not tried again in that case.</param>
/// <param name="TimeLimit">From when on nothing is begun that has been measured before.</param>
/// <param name="HardLimit">When a run that has not come to its report is given up.</param>
internal sealed record Plan(
    int Rounds, int LargeMailbox, int MediumMailbox, int FewerMessages, TimeSpan ToolLimit, TimeSpan TimeLimit, TimeSpan HardLimit)
{
    public static Plan Full { get; } = new(
        Rounds: 3,
        LargeMailbox: 10_000,
        MediumMailbox: 2_000,
        FewerMessages: 10_000,
        ToolLimit: TimeSpan.FromSeconds(120),
        TimeLimit: TimeSpan.FromMinutes(14),
        HardLimit: TimeSpan.FromMinutes(20));

    public static Plan Quick { get; } = new(
        Rounds: 1,
        LargeMailbox: 2_000,
        MediumMailbox: 500,
        FewerMessages: 1_000,
        ToolLimit: TimeSpan.FromSeconds(30),
        TimeLimit: TimeSpan.FromMinutes(3),
        HardLimit: TimeSpan.FromMinutes(6));

    public int MoreMessages => FewerMessages * 10;
}
