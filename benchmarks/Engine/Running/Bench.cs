using System.Collections.Frozen;
using System.Diagnostics;
using Hosting.Migrations.Benchmarks.Engine.Setup;
using Hosting.Migrations.Benchmarks.Engine.Tools;
using Hosting.Migrations.MailServers.Comparing;

namespace Hosting.Migrations.Benchmarks.Engine.Running;

/// <summary>What the cases run on: servers, tools, and where the results go.</summary>
internal sealed class Bench(Plan plan, TestBed bed, Launcher launcher, IReadOnlyList<Tool> tools, CancellationToken cancellationToken)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    public Plan Plan => plan;

    public TestBed Bed => bed;

    public Launcher Launcher => launcher;

    public CancellationToken CancellationToken => cancellationToken;

    public Measurements Measurements { get; } = new();

    public List<Kill> Kills { get; } = [];

    /// <summary>The program that the targets are about.</summary>
    public Tool OwnEngine => tools.Single(tool => tool.Name == Tools.OwnEngine.Native);

    /// <summary>Both programs of this project.</summary>
    public IEnumerable<Tool> OwnEngines => tools.Where(tool => tool is OwnEngine);

    /// <summary>The program that the targets are about, and the peer that knows as it does what it has copied, and asks the servers for no more.</summary>
    public IEnumerable<Tool> Remembering => tools.Where(tool => tool == OwnEngine || tool is InterImap);

    public int Round { get; set; }

    public bool IsTimeUp => Stopwatch.GetElapsedTime(_started) > plan.TimeLimit;

    /// <summary>
    /// The tools in an order of this round's own, so that a drift of the machine meets all alike; without those that were too slow for this
    /// before. The two that are nearest to each other run one after the other, in turn the one and the other first.
    /// </summary>
    public IEnumerable<Tool> Shuffled(string row)
    {
        var shuffled = tools.Where(tool => !Measurements.Of(row, tool.Name).Any(measurement => measurement.Usage.IsStopped)).ToArray();
        new Random(Round).Shuffle(shuffled);
        var order = shuffled.ToList();
        if (order.Contains(OwnEngine) && order.Find(tool => tool is InterImap) is { } nearest)
        {
            order.Remove(nearest);
            order.Insert(order.IndexOf(OwnEngine) + (Round % 2), nearest);
        }

        return order;
    }

    /// <summary>Copies into an empty mailbox.</summary>
    public Task<Measurement> CopyAfreshAsync(string row, Tool tool, CopyJob job)
    {
        bed.Reset(job);
        return CopyAsync(row, tool, [job]);
    }

    /// <summary>Runs a tool for some mailboxes, so many at once, measures it, and compares what is there then.</summary>
    public async Task<Measurement> CopyAsync(string row, Tool tool, IReadOnlyCollection<CopyJob> jobs, int atOnce = 1)
    {
        var commands = tool.PrepareAll(jobs, atOnce);

        // What the one before has left unwritten would be written at the expense of this one.
        await Programs.RunAsync("/", FrozenDictionary<string, string>.Empty, cancellationToken, "sync");
        var usage = await launcher.RunAsync(commands, atOnce, plan.ToolLimit, cancellationToken);
        var verdict = usage.IsStopped ? $"stopped after {plan.ToolLimit.TotalSeconds} s" : Verdict.Of(await CompareAsync(jobs));
        var measurement = new Measurement(row, tool.Name, Round, usage, usage.Problem is null ? verdict : $"{verdict}; {usage.Problem}");
        Measurements.Add(measurement);
        Say($"{row}, {tool.Name}: {usage.Seconds:0.00} s, CPU {usage.CpuSeconds:0.00} s, {usage.PeakMegabytes:0} MB, {measurement.Verdict}");
        return measurement;
    }

    // The report alone goes to stdout.
    public void Say(string what) => Console.Error.WriteLine($"{Stopwatch.GetElapsedTime(_started).TotalSeconds,4:0} s: {what}");

    private async Task<List<MailboxComparison>> CompareAsync(IReadOnlyCollection<CopyJob> jobs)
    {
        var comparisons = new List<MailboxComparison>();
        foreach (var job in jobs)
        {
            comparisons.Add(await bed.CompareAsync(job, cancellationToken));
        }

        return comparisons;
    }
}
