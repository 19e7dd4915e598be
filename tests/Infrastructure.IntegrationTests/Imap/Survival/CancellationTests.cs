using System.Diagnostics;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Survival;

/// <summary>A copy that is called off, whatever it is at.</summary>
public sealed class CancellationTests
{
    // Well below every wait that a copy would sit out if it did not hear that it is called off.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    // The answer to NAMESPACE is the last before LIST; a copy that waits for an answer has the most to undo.
    [TestCase("CAPABILITY")]
    [TestCase("AUTHENTICATE")]
    [TestCase("NAMESPACE")]
    [TestCase("LIST")]
    [TestCase("STATUS")]
    [TestCase("EXAMINE")]
    [TestCase("FETCH")]
    public async Task CopyAsync_WhenCancelledWhileTheSourceIsSilent_ShouldEndInTime(string command)
    {
        await using var pair = new ScriptedPair().WithMessages(12);
        await CancelWhileSilentAsync(pair, pair.Source, command);
    }

    [TestCase("AUTHENTICATE")]
    [TestCase("CREATE")]
    [TestCase("APPEND")]
    public async Task CopyAsync_WhenCancelledWhileTheDestinationIsSilent_ShouldEndInTime(string command)
    {
        await using var pair = new ScriptedPair().WithMessages(12);
        pair.Source.Mailbox.Add("Work").Add("Subject: inside\r\n\r\nx\r\n");
        await CancelWhileSilentAsync(pair, pair.Destination, command);
    }

    [TestCase("AUTHENTICATE", ServerTexts.Throttled, "throttled")]
    [TestCase("FETCH", ServerTexts.Throttled, "throttled")]
    [TestCase("FETCH", ServerTexts.Unavailable, "reconnecting")]
    public async Task CopyAsync_WhenCancelledWhileItWaits_ShouldEndInTime(string command, string answer, string waiting)
    {
        await using var pair = new ScriptedPair().WithMessages(12);
        pair.Source.On(command, answer);
        await CancelWhenAsync(pair, () => pair.Progress.Reports.Any(report => report.Waiting == waiting), Patient);
    }

    [Test]
    public async Task CopyAsync_WhenCancelledWhileTheDestinationSettles_ShouldEndInTime()
    {
        await using var pair = new ScriptedPair().WithMessages(12);
        pair.Destination.On("APPEND", command => command.StallAsync());
        await CancelWhenAsync(pair, () => ScriptedPair.Count(pair.Destination, "APPEND") > 0, Patient);
        await CancelWhenAsync(pair, () => pair.Progress.Reports.Any(report => report.Waiting == "settling"), Patient);
    }

    private static MailboxCopyOptions Patient { get; } = new()
    {
        SettleTime = TimeSpan.FromMinutes(5),
        Backoff = TimeSpan.FromMinutes(1),
        IdleTimeout = TimeSpan.FromMinutes(5),
        GiveUpAfter = TimeSpan.FromHours(1),
    };

    private static Task CancelWhileSilentAsync(ScriptedPair pair, ScriptedImapServer server, string command)
    {
        server.On(command, asked => asked.StallAsync());
        return CancelWhenAsync(pair, () => ScriptedPair.Count(server, command) > 0, Patient);
    }

    private static async Task CancelWhenAsync(ScriptedPair pair, Func<bool> isTime, MailboxCopyOptions options)
    {
        using var stop = new CancellationTokenSource();
        var copying = pair.CopyAsync(options, cancellationToken: stop.Token);
        for (var watch = Stopwatch.StartNew(); !isTime();)
        {
            Assert.That(watch.Elapsed, Is.LessThan(Deadline), "It does not come so far.");
            await Task.Delay(10, CancellationToken.None);
        }

        await stop.CancelAsync();

        (await copying.WaitAsync(Deadline)).ShouldEndWith(CopyFault.Cancelled, "called off");
    }
}
