using Hosting.Migrations.Benchmarks.Engine.Running;
using Hosting.Migrations.Benchmarks.Engine.Tools;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Benchmarks.Engine.Cases;

/// <summary>Copies mailbox A, kills the copy with SIGKILL somewhere between its beginning and its end, and copies again.</summary>
internal sealed class KillAndRerun(Bench bench) : Case(bench)
{
    private const string Mailbox = LargeMailbox.Mailbox;

    // Below are the copies of other cases.
    private const int FirstNumber = 100;

    private const double Earliest = .2;
    private const double Latest = .9;

    public override string Name => "kill";

    public override Task SeedAsync() => Bench.Bed.SeedAsync(Mailbox, Mailboxes.Large(Bench.Plan.LargeMailbox), Bench.CancellationToken);

    public override async Task RunAsync()
    {
        var job = Bench.Bed.Job(Mailbox, Bench.OwnEngine, FirstNumber + Bench.Round);
        var wholeTime = Bench.Measurements.Median(Rows.Full, Bench.OwnEngine.Name, usage => usage.Seconds) ?? await MeasureAsync(job);
        var killAfter = TimeSpan.FromSeconds(wholeTime * (Earliest + ((Latest - Earliest) * new Random(Bench.Round).NextDouble())));
        Bench.Bed.Reset(job);
        await Bench.Bed.Destination.RecordAsync(job.Destination.User, Bench.CancellationToken);
        var bytesBefore = Bench.Bed.BytesReceivedFor(job);
        await CopyAsync(job, killAfter);
        await CopyAsync(job, Bench.Plan.ToolLimit);
        var comparison = await Bench.Bed.CompareAsync(job, Bench.CancellationToken);
        var kill = new Kill(
            killAfter.TotalSeconds,
            ((double)Bench.Bed.Destination.CountSent(job.Destination.User) / comparison.Messages) - 1,
            ((double)(Bench.Bed.BytesReceivedFor(job) - bytesBefore) / comparison.Bytes) - 1,
            Verdict.Of([comparison]));
        Bench.Kills.Add(kill);
        Bench.Say($"killed after {kill.AfterSeconds:0.0} s of {wholeTime:0.0} s: {kill.MessagesAgain:0.00 %} of the messages sent again, {kill.BytesAgain:0.00 %} of the bytes, {kill.Verdict}");
        Bench.Bed.Reset(job);
    }

    private async Task<double> MeasureAsync(CopyJob job)
    {
        Bench.Bed.Reset(job);
        return (await CopyAsync(job, Bench.Plan.ToolLimit)).Seconds;
    }

    private Task<Usage> CopyAsync(CopyJob job, TimeSpan limit) =>
        Bench.Launcher.RunAsync([Bench.OwnEngine.Prepare(job)], atOnce: 1, limit, Bench.CancellationToken);
}
