using Hosting.Migrations.Benchmarks.Engine.Running;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Benchmarks.Engine.Cases;

/// <summary>The same delta in a short and in a long folder, by this engine alone: it should not grow with what has not changed.</summary>
internal sealed class FolderGrowth(Bench bench) : Case(bench)
{
    private readonly (string Mailbox, string Row, int Messages)[] _folders =
    [
        ("short", Rows.ShortFolderDelta, bench.Plan.ShortFolder),
        ("long", Rows.LongFolderDelta, bench.Plan.LongFolder),
    ];

    public override string Name => "growth";

    public override async Task SeedAsync()
    {
        foreach (var (mailbox, _, messages) in _folders)
        {
            await Bench.Bed.SeedAsync(mailbox, Mailboxes.OneFolder(messages), Bench.CancellationToken);
            var job = Bench.Bed.Job(mailbox, Bench.OwnEngine);
            Bench.Bed.Reset(job);
            await Bench.Launcher.RunAsync([Bench.OwnEngine.Prepare(job)], atOnce: 1, Bench.Plan.ToolLimit, Bench.CancellationToken);
        }
    }

    public override async Task RunAsync()
    {
        foreach (var (mailbox, row, _) in _folders)
        {
            await Bench.Bed.ChangeAsync(mailbox, seed: Bench.Round, Bench.CancellationToken);
            await Bench.CopyAsync(row, Bench.OwnEngine, [Bench.Bed.Job(mailbox, Bench.OwnEngine)]);
        }
    }
}
