using Hosting.Migrations.Benchmarks.Engine.Running;
using Hosting.Migrations.MailServers.Faults;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Benchmarks.Engine.Cases;

/// <summary>Mailbox B between servers that are each 30 ms away, there and back.</summary>
internal sealed class DistantServers(Bench bench) : Case(bench)
{
    public const string Mailbox = "B";

    private static readonly TimeSpan RoundTripTime = TimeSpan.FromMilliseconds(30);

    public override string Name => "distant";

    public override Task SeedAsync() => Bench.Bed.SeedAsync(Mailbox, Mailboxes.Medium(Bench.Plan.MediumMailbox), Bench.CancellationToken);

    public override async Task RunAsync()
    {
        foreach (var tool in Bench.Shuffled(Rows.Distant))
        {
            await using var source = FaultProxy.Start(Bench.Bed.Source.TlsPort, new ProxyFaults { RoundTripTime = RoundTripTime });
            await using var destination = FaultProxy.Start(Bench.Bed.Destination.TlsPort, new ProxyFaults { RoundTripTime = RoundTripTime });
            var job = Bench.Bed.Job(Mailbox, tool, sourcePort: source.Port, destinationPort: destination.Port);
            await Bench.CopyAfreshAsync(Rows.Distant, tool, job);
            Bench.Bed.Reset(job);
        }
    }
}
