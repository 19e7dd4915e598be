namespace Hosting.Migrations.Benchmarks.Workers;

/// <summary>How much is measured.</summary>
/// <param name="Workers">Numbers of processes, one after the other.</param>
/// <param name="Seconds">For how long each is measured.</param>
/// <param name="WarmUp">How many runs each process does before: until then it compiles itself.</param>
/// <param name="Runs">How many runs wait when the workers are measured.</param>
/// <param name="Queues">How many runs wait when a claim is measured.</param>
/// <param name="Customers">Among how many customers they are spread.</param>
/// <param name="Uploads">How many uploads of an idle customer are timed.</param>
/// <param name="Backlog">How many runs another customer has waiting meanwhile.</param>
/// <param name="Mailboxes">How many empty mailboxes are taken from upload to end with real logins.</param>
/// <param name="SmallMailboxes">How many small mailboxes are copied.</param>
/// <param name="HardLimit">When the run is given up.</param>
internal sealed record Plan(
    IReadOnlyList<int> Workers, int Seconds, int WarmUp, int Runs, IReadOnlyList<int> Queues, int Customers, int Uploads, int Backlog, int Mailboxes, int SmallMailboxes, TimeSpan HardLimit)
{
    public static Plan Full { get; } = new([1, 2, 4, 8], 20, 4_000, 80_000, [1_000, 100_000, 1_000_000], 10_000, 200, 100_000, 400, 100, TimeSpan.FromMinutes(45));

    public static Plan Quick { get; } = new([1, 4], 8, 1_000, 20_000, [1_000, 100_000], 1_000, 30, 20_000, 100, 25, TimeSpan.FromMinutes(8));
}
