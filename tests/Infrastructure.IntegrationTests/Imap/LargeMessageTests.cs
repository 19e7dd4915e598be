using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap;

/// <summary>What a large message costs. Nothing else may run meanwhile: the memory of the whole process is looked at.</summary>
[NonParallelizable]
public sealed class LargeMessageTests
{
    private const int LargeMessage = 200_000_000;
    private const long MostHeap = 32 << 20;

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
