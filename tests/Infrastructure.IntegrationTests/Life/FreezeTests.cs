using System.Diagnostics;
using System.Globalization;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.Infrastructure.IntegrationTests.Polling;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Life;

/// <summary>A worker that stands still in the middle of sending, and wakes when another has been at its mailbox for a while.</summary>
[NonParallelizable]
[Slow]
public sealed class FreezeTests
{
    // More of them take longer: about nine seconds each.
    private const string RoundsVariable = "FREEZE_ROUNDS";
    private const int FewRounds = 5;

    private const int SlowBytesPerSecond = 30_000;

    // The lease of the workers here and what comes on top of it, five seconds each; a busy machine takes its time as well.
    private static readonly TimeSpan TakenUpWithin = TimeSpan.FromSeconds(20);

    [Test]
    public async Task Workers_WhenEachFreezesInTheMiddleOfAnAppendAndWakesAfterTheTakeOver_ShouldCopyEachMessageOnce()
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable(RoundsVariable), CultureInfo.InvariantCulture, out var given) ? given : FewRounds;
        await using var platform = await Platform.StartAsync(mailboxes: 1, messages: 100 * rounds);
        platform.Line.Faults.BytesPerSecond = SlowBytesPerSecond;
        ServiceProcess[] workers = [await StartAsync(), await StartAsync()];
        var code = await platform.CreateAsync(new ExecutionPlan(ExecuteNow: true));
        await SendsAsync("The copy does not begin.");

        for (var round = 0; round < rounds; round++)
        {
            // The only mailbox: whoever has it is the one that is in the middle of a message.
            var frozen = await platform.IsBusyAsync(workers[0]) ? workers[0] : workers[1];
            var other = workers.Single(worker => worker != frozen);
            await SendsAsync(frozen.Log);
            frozen.Signal("STOP");

            var clock = Stopwatch.StartNew();
            await Waiting.ForAsync(() => platform.IsBusyAsync(other), () => $"Nobody takes up the run of {frozen.Id} in round {round}.");
            TestContext.Out.WriteLine($"taken up within {clock.Elapsed.TotalSeconds:0.0} s");
            Assert.That(clock.Elapsed, Is.LessThan(TakenUpWithin));
            await SendsAsync(other.Log);
            frozen.Signal("CONT");
        }

        Assert.That((await platform.ReadAsync(code)).Status, Is.EqualTo(MigrationStatus.Running), "There was too little to copy for so many rounds.");
        platform.Line.Faults.BytesPerSecond = null;
        await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Completed, "completed");
        await platform.ShouldHoldTheSameAsync();

        Task<ServiceProcess> StartAsync() => platform.StartWorkerAsync(("Workers__MaxAttempts", "100"));

        Task SendsAsync(string problem)
        {
            var sent = platform.Line.Sent;
            return Waiting.ForAsync(() => Task.FromResult(platform.Line.Sent > sent), () => problem);
        }
    }
}
