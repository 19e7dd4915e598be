using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Courier;
using Hosting.Migrations.MailServers.Faults;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Foreign;

/// <summary>Folders of Courier that no client has ever selected: each STATUS and each EXAMINE tells another UIDVALIDITY, by its clock.</summary>
public sealed class DeliveredMailTests
{
    // Listing, state and opening come in different seconds.
    private static readonly TimeSpan RoundTripTime = TimeSpan.FromMilliseconds(250);

    [Test]
    public async Task CopyAsync_WhenNobodyHasSelectedTheFoldersOfCourier_ShouldCopyAllOnce()
    {
        await using var pair = await ForeignPair.StartAsync(ServerKind.Courier, isSource: true);
        var courier = (CourierServer)pair.Source.Server;
        await using var proxy = FaultProxy.Start(pair.Source.Account.Port, new ProxyFaults { RoundTripTime = RoundTripTime });
        await courier.DeliverAsync("anna", string.Empty, Messages(1, 30));
        await courier.DeliverAsync("anna", "Work", Messages(101, 20));

        (await CopyAsync(pair, proxy)).ShouldSucceed().ShouldCount(total: 50, copied: 50);
        await courier.DeliverAsync("anna", "Work", Messages(201, 5));
        (await CopyAsync(pair, proxy)).ShouldSucceed().ShouldCount(total: 55, copied: 5, there: 50);
        (await CopyAsync(pair, proxy)).ShouldSucceed().ShouldCount(total: 55, there: 55);

        await RawMailbox.RunAsync(pair.Source.Account, "SUBSCRIBE INBOX");
        (await pair.CompareAsync()).ShouldBeSame();
    }

    // Two pieces, which two connections open in other seconds than the first has.
    [Test]
    public async Task CopyAsync_WhenNobodyHasSelectedALargeFolderOfCourier_ShouldCopyAllOfItAtOnce()
    {
        await using var pair = await ForeignPair.StartAsync(ServerKind.Courier, isSource: true);
        await using var proxy = FaultProxy.Start(pair.Source.Account.Port, new ProxyFaults { RoundTripTime = RoundTripTime });
        await ((CourierServer)pair.Source.Server).DeliverAsync("anna", string.Empty, Messages(1, 700));

        (await CopyAsync(pair, proxy)).ShouldSucceed().ShouldCount(total: 700, copied: 700);

        Assert.That(await RawMailbox.CountAsync(pair.Destination.Account, "INBOX"), Is.EqualTo(700));
    }

    private static Task<CopyOutcome> CopyAsync(ForeignPair pair, FaultProxy proxy) => Engine.Create().CopyAsync(
        new MailboxCopy((pair.Source.Account with { Port = proxy.Port }).ToMailAccount(), pair.Destination.Account.ToMailAccount(), pair.Checkpoints),
        new ProgressRecorder(),
        CancellationToken.None);

    private static IEnumerable<string> Messages(int from, int count) =>
        Enumerable.Range(from, count).Select(number => $"Message-ID: <{number}@x>\nSubject: message {number}\n\nhello {number}\n");
}
