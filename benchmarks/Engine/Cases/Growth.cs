using Hosting.Migrations.Benchmarks.Engine.Running;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Benchmarks.Engine.Cases;

/// <summary>
/// The same delta in a mailbox as A and in one of ten times as many messages, and so for a single folder: it should not grow with what has
/// not changed. This engine comes first, so what a server has to do at the first look after a change is on its account.
/// </summary>
internal sealed class Growth(Bench bench) : Case(bench)
{
    private const double Short = .05;

    private readonly (string Mailbox, string Row, SeedMailbox Content)[] _mailboxes =
    [
        ("short mailbox", Rows.ShortMailboxDelta, Mailboxes.Large(bench.Plan.FewerMessages, sizeFactor: Short)),
        ("long mailbox", Rows.LongMailboxDelta, Mailboxes.Large(bench.Plan.MoreMessages, sizeFactor: Short)),
        ("short folder", Rows.ShortFolderDelta, Mailboxes.OneFolder(bench.Plan.FewerMessages)),
        ("long folder", Rows.LongFolderDelta, Mailboxes.OneFolder(bench.Plan.MoreMessages)),
    ];

    public override string Name => "growth";

    public override async Task SeedAsync()
    {
        foreach (var (mailbox, _, content) in _mailboxes)
        {
            await Bench.Bed.SeedAsync(mailbox, content, Bench.CancellationToken);
            foreach (var tool in Bench.Remembering)
            {
                var job = Bench.Bed.Job(mailbox, tool);
                Bench.Bed.Reset(job);
                await Bench.Launcher.RunAsync([tool.Prepare(job)], atOnce: 1, Bench.Plan.ToolLimit, Bench.CancellationToken);
            }
        }
    }

    public override async Task RunAsync()
    {
        foreach (var (mailbox, row, _) in _mailboxes)
        {
            await Bench.Bed.ChangeAsync(mailbox, seed: Bench.Round, Bench.CancellationToken);
            foreach (var tool in Bench.Remembering)
            {
                await Bench.CopyAsync(row, tool, [Bench.Bed.Job(mailbox, tool)]);
            }
        }
    }
}
