using System.Diagnostics;
using System.Globalization;
using Hosting.Migrations.Imap.SimulationTests.World;

namespace Hosting.Migrations.Imap.SimulationTests;

/// <summary>
/// Copies through thousands of seeded interleavings. <c>SIMULATION_SEED=17</c> runs one of them again, and <c>SIMULATION_SECONDS=600</c> goes on with others
/// for so long.
/// </summary>
internal sealed class SimulationTests
{
    private const int Seeds = 8_000;
    private const int Parts = 4;

    [Test]
    [Parallelizable(ParallelScope.Children)]
    public void Run_WithEachSeed_ShouldLoseAndDoubleNothing([Range(0, Parts - 1)] int part)
    {
        foreach (var seed in SeedsOf(part))
        {
            var simulation = Simulation.Run(seed);
            if (Setting("SIMULATION_SEED") is not null)
            {
                TestContext.Out.WriteLine(simulation.Story);
            }
        }
    }

    [Test]
    public void Run_TheSameSeed_ShouldDoTheSame()
    {
        foreach (var seed in Enumerable.Range(0, 50))
        {
            var (once, again) = (Simulation.Run(seed), Simulation.Run(seed));
            Assert.That((again.Steps, again.Story), Is.EqualTo((once.Steps, once.Story)), $"Seed {seed}.");
        }
    }

    private static IEnumerable<int> SeedsOf(int part) =>
        Setting("SIMULATION_SEED") is { } alone ? Enumerable.Repeat(alone, alone % Parts == part ? 1 : 0) : SeedsFrom(part);

    // Those of the tests, and others for as long as is asked for.
    private static IEnumerable<int> SeedsFrom(int part)
    {
        var limit = TimeSpan.FromSeconds(Setting("SIMULATION_SECONDS") ?? 0);
        var begun = Stopwatch.GetTimestamp();
        for (var seed = part; seed < Seeds || Stopwatch.GetElapsedTime(begun) < limit; seed += Parts)
        {
            yield return seed;
        }
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}
