using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap;

/// <summary>Mailboxes that are large in one way or the other.</summary>
public sealed class SizeTests
{
    private const int LargeMessage = 200_000_000;
    private const int Folders = 2000;
    private const long MostHeap = 32 << 20;

    private static readonly TestCaseData[] Many =
    [
        new TestCaseData(Mailboxes.OneFolder(100_000, sizeFactor: .001), 1).SetArgDisplayNames("messages"),
        new TestCaseData(Mailboxes.ManyFolders(300, 300), 300).SetArgDisplayNames("folders"),
    ];

    [Test]
    public async Task CopyAsync_WhenAMessageIsLarge_ShouldNotKeepItInMemory()
    {
        await using var pair = await MailboxPair.StartAsync();
        await pair.Source.SeedAsync("anna", CreateLarge());

        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var stop = new CancellationTokenSource();
        var watching = PeakAsync(stop.Token);

        (await pair.CopyAsync()).ShouldSucceed();

        await stop.CancelAsync();
        var grown = await watching - before;
        TestContext.Out.WriteLine($"the heap grew by {grown >> 20} MiB at most");
        Assert.That(grown, Is.LessThan(MostHeap));
        Assert.That(Directory.GetFiles(Path.GetTempPath(), "hosting-migrations-*.tmp"), Is.Empty);
        (await pair.CompareAsync()).ShouldBeSame();
    }

    [TestCaseSource(nameof(Many))]
    [Category("Large")]
    public async Task CopyAsync_WhenThereIsALotOfOneKind_ShouldMakeTheSame(SeedMailbox mailbox, int folders)
    {
        await using var pair = await MailboxPair.StartAsync();
        await pair.Source.SeedAsync("anna", mailbox);

        var outcome = (await pair.CopyAsync()).ShouldSucceed();
        var again = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That((outcome.Done.Folders, outcome.Done.MessagesCopied, again.Done.MessagesCopied), Is.EqualTo((folders, outcome.Done.MessagesTotal, 0L)));
        (await pair.CompareAsync()).ShouldBeSame();
    }

    // Dovecot looks at every folder there is whenever one more is made, which would take most of a minute here.
    [Test]
    [Category("Large")]
    public async Task CopyAsync_WhenThereAreThousandsOfFolders_ShouldCopyEachMessageOnce()
    {
        await using var pair = new ScriptedPair();
        for (var number = 0; number < Folders; number++)
        {
            pair.Source.Mailbox.Add($"Group {number / 10}/Folder {number}").Add($"Subject: {number}\r\n\r\nx\r\n");
        }

        var outcome = (await pair.CopyAsync()).ShouldSucceed();
        var again = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That((outcome.Done.Folders, outcome.Done.MessagesCopied, again.Done.MessagesCopied), Is.EqualTo((Folders + 1, (long)Folders, 0L)));
        Assert.That(pair.Destination.Mailbox.Folders.Where(folder => folder.WireName != "INBOX").Select(folder => folder.Messages.Count), Is.All.EqualTo(1));
    }

    private static SeedMailbox CreateLarge()
    {
        var message = new byte[LargeMessage];
        message.AsSpan().Fill((byte)'x');
        "Subject: large\r\n\r\n"u8.CopyTo(message);
        for (var end = 100; end < message.Length; end += 78)
        {
            "\r\n"u8.CopyTo(message.AsSpan(end - 2));
        }

        return new SeedMailbox(["INBOX"], [], [new SeedMessage("INBOX", message, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))]);
    }

    private static async Task<long> PeakAsync(CancellationToken cancellationToken)
    {
        var peak = 0L;
        while (!cancellationToken.IsCancellationRequested)
        {
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
            await Task.Delay(5, CancellationToken.None);
        }

        return peak;
    }
}
