using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Hosting.Migrations.Imap.Copying;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Faults;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Killing;

/// <summary>Kills the real program again and again, at any moment.</summary>
[Slow]
public sealed partial class KillTests
{
    private const int Kills = 50;
    private const int Messages = 8000;
    private const int SlowBytesPerSecond = 900_000;
    private const double SecondsOnTheWay = 6;
    private const int MostBytesOfOneLife = 800_000;
    private const int BytesOfTheBeginning = 4_000;

    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(120);

    [Test]
    public async Task MailboxCopy_WhenKilledAtAnyMomentWithItsConnections_ShouldCopyEveryMessageOnce()
    {
        var seed = Environment.GetEnvironmentVariable("KILL_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : 20260731;
        var random = new Random(seed);
        using var folder = new TemporaryFolder();
        await using var pair = await MailboxPair.StartAsync(
            destination: new DovecotOptions { Storage = DovecotStorage.Sdbox, Without = ["COMPRESS=DEFLATE"] });
        await using var proxy = FaultProxy.Start(pair.Destination.Port);
        await pair.Source.SeedAsync("anna", Mailboxes.Large(Messages, sizeFactor: .03));

        // Slow enough for so many kills before the end.
        proxy.Faults.BytesPerSecond = SlowBytesPerSecond;
        var (killed, ended, watch) = (0, 0, Stopwatch.StartNew());
        while (killed < Kills)
        {
            // Some while it logs in and looks around, others while it copies.
            var end = proxy.Received + random.Next(random.Next(4) == 0 ? BytesOfTheBeginning : MostBytesOfOneLife);
            using var process = Start();
            await WaitUntilAsync(() => proxy.Received > end || process.HasExited, "The program sends nothing.");
            if (process.HasExited)
            {
                // It had copied everything: more has to come.
                await process.FinishAsync();
                await MailboxDelta.ApplyAsync(pair.SourceAccount, newMessages: 300, changedFlags: 20, seed: ++ended);
            }
            else
            {
                await process.KillAsync();
                proxy.CutAll();
                killed++;
            }
        }

        var lasted = watch.Elapsed;
        proxy.Faults.BytesPerSecond = null;
        using var last = Start();
        var output = await last.FinishAsync();

        var comparison = await pair.CompareAsync();
        var sent = Received().Matches(pair.Destination.ReadLog()).Sum(match => long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
        TestContext.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {seed}: {killed} kills in {lasted.TotalSeconds:F0} s, {ended} runs came to their end; {comparison.Messages} messages, {comparison.Bytes} bytes, {sent} bytes sent, {(sent - comparison.Bytes) / (double)comparison.Bytes / killed:P2} of the mailbox again after each kill; the last run: {output.Trim()}"));
        comparison.ShouldBeSame();

        CopyProcess Start() => CopyProcess.Start(pair.SourceAccount, pair.DestinationAccount with { Port = proxy.Port }, folder.PathOf("state.json"), settleTime: TimeSpan.Zero);
    }

    [Test]
    public async Task MailboxCopy_WhenWhatTheKilledOneHasSentArrivesLater_ShouldWaitForIt()
    {
        using var folder = new TemporaryFolder();
        await using var pair = await MailboxPair.StartAsync();
        await using var proxy = FaultProxy.Start(pair.Destination.Port, new ProxyFaults { OutlivesClients = true });

        // As many as go with the first command.
        var mailbox = Mailboxes.OneFolder(new BatchPace(TimeSpan.Zero).Messages);
        var bytes = mailbox.Messages.Sum(message => (long)message.Content.Length);
        await pair.Source.SeedAsync("anna", mailbox);

        proxy.Faults.BytesPerSecond = (int)(bytes / SecondsOnTheWay);
        using (var killed = Start())
        {
            await WaitUntilAsync(() => proxy.Received > bytes, "The messages are not sent.");
            await killed.KillAsync();
        }

        Assert.That(await RawMailbox.CountAsync(pair.DestinationAccount, "INBOX"), Is.Zero);
        using var again = Start();
        await again.FinishAsync();
        await WaitUntilAsync(() => proxy.Open == 0, "The killed program's connection does not end.");

        (await pair.CompareAsync()).ShouldBeSame();

        CopyProcess Start() => CopyProcess.Start(
            pair.SourceAccount, pair.DestinationAccount with { Port = proxy.Port }, folder.PathOf("state.json"), settleTime: TimeSpan.FromSeconds(2 * SecondsOnTheWay));
    }

    private static async Task WaitUntilAsync(Func<bool> isSo, string otherwise)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.That(watch.Elapsed, Is.LessThan(StartDeadline), otherwise);
            await Task.Delay(5);
        }
    }

    // What Dovecot writes down when a session ends, by whatever cause.
    [GeneratedRegex(@"\bin=(\d+)")]
    private static partial Regex Received();
}
