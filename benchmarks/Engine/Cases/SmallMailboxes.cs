using System.Globalization;
using Hosting.Migrations.Benchmarks.Engine.Running;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Benchmarks.Engine.Cases;

/// <summary>20 small mailboxes, by 4 processes of each tool at a time.</summary>
internal sealed class SmallMailboxes(Bench bench) : Case(bench)
{
    private const int Count = 20;
    private const int AtOnce = 4;

    private static readonly string[] Names = [.. Enumerable.Range(1, Count).Select(number => string.Create(CultureInfo.InvariantCulture, $"small {number}"))];

    public override string Name => "small";

    public override async Task SeedAsync()
    {
        foreach (var (number, name) in Names.Index())
        {
            await Bench.Bed.SeedAsync(name, Mailboxes.Small(seed: 100 + number), Bench.CancellationToken);
        }
    }

    public override async Task RunAsync()
    {
        foreach (var tool in Bench.Shuffled(Rows.Small))
        {
            var jobs = Names.Select(name => Bench.Bed.Job(name, tool)).ToList();
            jobs.ForEach(Bench.Bed.Reset);
            await Bench.CopyAsync(Rows.Small, tool, jobs, AtOnce);
        }
    }
}
