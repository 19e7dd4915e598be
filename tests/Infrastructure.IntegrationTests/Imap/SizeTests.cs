using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap;

/// <summary>Mailboxes of very many messages or folders.</summary>
[Slow]
public sealed class SizeTests
{
    private const int Folders = 2000;

    private static readonly TestCaseData[] Many =
    [
        new TestCaseData(Mailboxes.OneFolder(100_000, sizeFactor: .001), 1).SetArgDisplayNames("messages"),
        new TestCaseData(Mailboxes.ManyFolders(300, 300), 300).SetArgDisplayNames("folders"),
    ];

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
}
