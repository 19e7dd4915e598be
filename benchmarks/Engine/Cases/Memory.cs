using System.Text;
using Hosting.Migrations.Benchmarks.Engine.Running;
using Hosting.Migrations.Benchmarks.Engine.Tools;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Benchmarks.Engine.Cases;

/// <summary>What this engine holds in memory: four mailboxes at once, and one with and without a message of 200 MB.</summary>
internal sealed class Memory(Bench bench) : Case(bench)
{
    private const string WithoutHuge = "without huge";
    private const string WithHuge = "with huge";
    private const int AtOnce = 4;
    private const int HugeSize = 200_000_000;
    private const string Line = "All work and no play makes Jack a dull boy, as a line of 76 characters says.\r\n";

    public override string Name => "memory";

    public override async Task SeedAsync()
    {
        await Bench.Bed.SeedAsync(DistantServers.Mailbox, Mailboxes.Medium(Bench.Plan.MediumMailbox), Bench.CancellationToken);
        var small = Mailboxes.Small();
        await Bench.Bed.SeedAsync(WithoutHuge, small, Bench.CancellationToken);
        await Bench.Bed.SeedAsync(WithHuge, small with { Messages = small.Messages.Append(CreateHuge()) }, Bench.CancellationToken);
    }

    public override async Task RunAsync()
    {
        foreach (var own in Bench.OwnEngines)
        {
            await RunAsync(own);
        }
    }

    private async Task RunAsync(Tool own)
    {
        var jobs = Enumerable.Range(1, AtOnce).Select(number => Bench.Bed.Job(DistantServers.Mailbox, own, number)).ToList();
        jobs.ForEach(Bench.Bed.Reset);
        await Bench.CopyAsync(Rows.FourAtOnce, own, jobs, AtOnce);
        await Bench.CopyAfreshAsync(Rows.WithoutHuge, own, Bench.Bed.Job(WithoutHuge, own));
        await Bench.CopyAfreshAsync(Rows.WithHuge, own, Bench.Bed.Job(WithHuge, own));
    }

    private static SeedMessage CreateHuge()
    {
        var text = new StringBuilder("Message-ID: <huge@example.net>\r\nSubject: huge\r\n\r\n", HugeSize);
        text.Insert(text.Length, Line, (HugeSize - text.Length) / Line.Length);
        return new SeedMessage("INBOX", Encoding.ASCII.GetBytes(text.ToString()), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), @"\Seen");
    }
}
