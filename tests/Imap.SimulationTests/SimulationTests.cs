using System.Diagnostics;
using System.Globalization;
using Hosting.Migrations.Imap.SimulationTests.Kernel;
using Hosting.Migrations.Imap.SimulationTests.World;

namespace Hosting.Migrations.Imap.SimulationTests;

/// <summary>
/// Copies through thousands of seeded interleavings. <c>SIMULATION_SEED=17</c> runs one of them again, and <c>SIMULATION_SECONDS=600</c> goes on with others
/// for so long.
/// </summary>
internal sealed class SimulationTests
{
    private const int Seeds = 12_000;
    private const int Parts = 4;

    [Test]
    [Parallelizable(ParallelScope.Children)]
    public void Run_WithEachSeed_ShouldLoseAndDoubleNothing([Range(0, Parts - 1)] int part)
    {
        if (Setting("SIMULATION_SEED") is not null)
        {
            Assert.Ignore("One seed is run alone.");
        }

        for (var seed = part; seed < Seeds; seed += Parts)
        {
            Simulation.Run(seed);
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

    [Test]
    public void Run_AsLongAsAsked_ShouldLoseAndDoubleNothing()
    {
        if (Setting("SIMULATION_SEED") is { } seed)
        {
            TestContext.Out.WriteLine(Simulation.Run(seed).Story);
            return;
        }

        var limit = TimeSpan.FromSeconds(Setting("SIMULATION_SECONDS") ?? 0);
        var (begun, faults) = (Stopwatch.GetTimestamp(), new List<string>());
        var next = Seeds;
        for (; Stopwatch.GetElapsedTime(begun) < limit; next++)
        {
            try
            {
                Simulation.Run(next);
            }
            catch (SimulationException fault)
            {
                faults.Add(fault.Message);
            }
        }

        TestContext.Out.WriteLine($"{next - Seeds} seeds from {Seeds} on, {faults.Count} faults");
        Assert.That(faults, Is.Empty, string.Join('\n', faults));
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}
