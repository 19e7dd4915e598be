using Hosting.Migrations.Benchmarks.Engine.Running;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Benchmarks.Engine.Cases;

/// <summary>Mailbox A: all of it, then what 100 new messages and 50 changed flags make to do.</summary>
internal sealed class LargeMailbox(Bench bench) : Case(bench)
{
    public const string Mailbox = "A";

    public override string Name => "large";

    public override Task SeedAsync() => Bench.Bed.SeedAsync(Mailbox, Mailboxes.Large(Bench.Plan.LargeMailbox), Bench.CancellationToken);

    public override async Task RunAsync()
    {
        foreach (var tool in Bench.Shuffled(Rows.Full))
        {
            await Bench.CopyAfreshAsync(Rows.Full, tool, Bench.Bed.Job(Mailbox, tool));
        }

        await Bench.Bed.ChangeAsync(Mailbox, seed: Bench.Round, Bench.CancellationToken);
        foreach (var tool in Bench.Shuffled(Rows.Full))
        {
            await Bench.CopyAsync(Rows.Delta, tool, [Bench.Bed.Job(Mailbox, tool)]);
        }
    }
}
