using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Killing;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Faults;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Foreign;

/// <summary>Kills the real program in the middle of a copy from and to servers that somebody else wrote, or set up otherwise.</summary>
[Slow]
public sealed class ForeignKillTests
{
    private const int Messages = 600;
    private const double SentAgainAtMost = .02;
    private const int SlowBytesPerSecond = 300_000;

    // Few messages are on their way at once, as in a mailbox that is so much larger.
    private static readonly Dictionary<string, string> Settings = new() { ["MailboxCopy__Connections"] = "2", ["MailboxCopy__BatchMessages"] = "3" };

    // So long that half of the messages take a while.
    private static readonly string Filling = string.Concat(Enumerable.Repeat($"{new string('q', 70)}\r\n", 20));

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Test]
    public async Task MailboxCopy_WhenKilledInTheMiddle_ShouldCopyTheRestOnce([Values] ServerKind kind, [Values] bool isSource)
    {
        await using var pair = await ForeignPair.StartAsync(kind, isSource);
        var mailbox = Mailboxes.Small(Messages, sizeFactor: .035);
        await pair.SeedAsync(mailbox);

        var sentAgain = await KillAndGoOnAsync(pair, mailbox.Messages.Sum(message => (long)message.Content.Length), $"{kind} as {(isSource ? "source" : "destination")}");

        (await pair.CompareAsync()).ShouldBeSame();
        ShouldBeFew(sentAgain);
    }

    [Test]
    public async Task MailboxCopy_WhenCyrusChangesEachHeaderAndNoneHasAMessageId_ShouldCopyTheRestOnce()
    {
        await using var pair = await ForeignPair.StartAsync(ServerKind.CyrusBesideInbox, isSource: false);
        var messages = Enumerable.Range(0, Messages).Select(number => new SeedMessage(
            "INBOX",
            Encoding.UTF8.GetBytes($"Subject: Grüße {number}\r\nFrom: Jürgen <a@example.net>\r\n\r\nhello {number} .\r\n{Filling}"),
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddSeconds(number / 10))).ToList();
        await pair.SeedAsync(new SeedMailbox([], [], messages));

        var sentAgain = await KillAndGoOnAsync(pair, messages.Sum(message => (long)message.Content.Length), "Cyrus with 8-bit subjects");

        Assert.That(await RawMailbox.CountAsync(pair.Destination.Account, "INBOX"), Is.EqualTo(Messages));
        for (var number = 0; number < Messages; number += 40)
        {
            Assert.That((await RawMailbox.SearchAsync(pair.Destination.Account, "INBOX", $"BODY \"hello {number} \"")).Split(' ', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(1));
        }

        ShouldBeFew(sentAgain);
    }

    private static void ShouldBeFew(int sentAgain) => Assert.That(sentAgain, Is.InRange(0, (int)(Messages * SentAgainAtMost)), "Messages that were sent again");

    /// <returns>How many messages were sent more than once.</returns>
    private static async Task<int> KillAndGoOnAsync(ForeignPair pair, long bytes, string what)
    {
        using var folder = new TemporaryFolder();
        await using var proxy = FaultProxy.Start(pair.Destination.Account.Port, new ProxyFaults { BytesPerSecond = SlowBytesPerSecond });

        using (var killed = Start())
        {
            await WaitUntilAsync(() => proxy.Received > bytes / 2, killed);
            await killed.KillAsync();
        }

        proxy.CutAll();
        proxy.Faults.BytesPerSecond = null;
        var before = proxy.Sent;
        using var again = Start();
        await again.FinishAsync();

        var sentAgain = proxy.Sent - Messages;
        TestContext.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what}: killed after {before} of {Messages} messages, {sentAgain} sent again ({(double)sentAgain / Messages:P2})"));
        Assert.That(before, Is.InRange(Messages / 10, Messages * 9 / 10));
        return sentAgain;

        CopyProcess Start() => CopyProcess.Start(
            pair.Source.Account, pair.Destination.Account with { Port = proxy.Port }, folder.PathOf("state.json"), settleTime: TimeSpan.FromMilliseconds(200), Settings);
    }

    private static async Task WaitUntilAsync(Func<bool> condition, CopyProcess process)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (process.HasExited)
            {
                await process.FinishAsync();
                Assert.Fail("The program came to its end before it was killed.");
            }

            Assert.That(watch.Elapsed, Is.LessThan(Deadline), "The messages are not sent.");
            await Task.Delay(5);
        }
    }
}
