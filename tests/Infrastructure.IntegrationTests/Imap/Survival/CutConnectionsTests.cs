using System.Globalization;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Faults;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Survival;

/// <summary>A network that breaks again and again.</summary>
public sealed class CutConnectionsTests
{
    private const int CutsEachWay = 15;

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task CopyAsync_WhenConnectionsAreCutAnywhere_ShouldCopyEveryMessageOnce(int seed)
    {
        var random = new Random(seed);
        await using var pair = await MailboxPair.StartAsync();
        await pair.Source.SeedAsync("anna", Mailboxes.Medium(1500, sizeFactor: .2));
        await using var source = FaultProxy.Start(pair.Source.Port);
        await using var destination = FaultProxy.Start(pair.Destination.Port);
        for (var cut = 0; cut < CutsEachWay; cut++)
        {
            source.Faults.CutAfter(ProxyDirection.ToClient, random.Next(500, 600_000));
            source.Faults.CutAfter(ProxyDirection.ToServer, random.Next(100, 3_000));
            destination.Faults.CutAfter(ProxyDirection.ToServer, random.Next(500, 600_000));
            destination.Faults.CutAfter(ProxyDirection.ToClient, random.Next(500, 4_000));
        }

        (await pair.CopyAsync(source.Port, destination.Port)).ShouldSucceed();

        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {source.Accepted} connections to the source, {destination.Accepted} to the destination"));
        (await pair.CompareAsync()).ShouldBeSame();
        Assert.That(source.Accepted + destination.Accepted, Is.GreaterThan(CutsEachWay));
    }
}
