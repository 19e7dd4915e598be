using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap;

/// <summary>Servers that lack what the engine likes to use.</summary>
public sealed class CapabilityTests
{
    private static readonly string[] All =
        ["MULTIAPPEND", "UIDPLUS", "CONDSTORE", "QRESYNC", "LITERAL+", "LIST-STATUS", "LIST-EXTENDED", "SPECIAL-USE", "ESEARCH", "SASL-IR", "NAMESPACE", "ENABLE", "UNSELECT"];

    private static readonly TestCaseData[] Poverty =
    [
        .. All.Select(capability => new TestCaseData(new[] { capability } as object).SetArgDisplayNames(capability)),
        new TestCaseData(new[] { "CONDSTORE", "QRESYNC" } as object).SetArgDisplayNames("CONDSTORE and QRESYNC"),
        new TestCaseData(new[] { "MULTIAPPEND", "UIDPLUS" } as object).SetArgDisplayNames("MULTIAPPEND and UIDPLUS"),
        new TestCaseData(All as object).SetArgDisplayNames("all"),
    ];

    [TestCaseSource(nameof(Poverty))]
    public async Task CopyAsync_WhenServersLackACapability_ShouldMakeTheSameAllTheSame(string[] without)
    {
        await using var pair = await MailboxPair.StartAsync(
            new DovecotOptions { Without = without }, new DovecotOptions { Without = without, Storage = DovecotStorage.Sdbox });
        await pair.Source.SeedAsync("anna", Mailboxes.Small(300, sizeFactor: .05));

        (await pair.CopyAsync()).ShouldSucceed();
        (await pair.CompareAsync()).ShouldBeSame();
        await MailboxDelta.ApplyAsync(pair.SourceAccount, newMessages: 7, changedFlags: 5);
        var second = (await pair.CopyAsync()).ShouldSucceed();
        var third = (await pair.CopyAsync()).ShouldSucceed();

        (await pair.CompareAsync()).ShouldBeSame();
        Assert.That(second.Done.MessagesCopied, Is.EqualTo(7));
        Assert.That(third.Done.MessagesCopied, Is.Zero);
    }
}
