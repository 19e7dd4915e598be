using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Comparing;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap;

/// <summary>Servers that lay out folders in different ways.</summary>
public sealed class FolderLayoutTests
{
    private static readonly DovecotOptions Slashes = new();
    private static readonly DovecotOptions Dots = new() { Storage = DovecotStorage.MaildirPlusPlus, Separator = '.', Prefix = "INBOX." };
    private static readonly DovecotOptions DotsWithoutPrefix = new() { Storage = DovecotStorage.MaildirPlusPlus, Separator = '.' };

    private static readonly TestCaseData[] Layouts =
    [
        new TestCaseData(Slashes, Dots).SetArgDisplayNames("slashes to dots and prefix"),
        new TestCaseData(Dots, Slashes).SetArgDisplayNames("dots and prefix to slashes"),
        new TestCaseData(Dots, Dots).SetArgDisplayNames("dots and prefix to the same"),
        new TestCaseData(Slashes, DotsWithoutPrefix).SetArgDisplayNames("slashes to dots"),
    ];

    [TestCaseSource(nameof(Layouts))]
    public async Task CopyAsync_WhenLayoutsDiffer_ShouldTranslateNames(DovecotOptions source, DovecotOptions destination)
    {
        await using var pair = await MailboxPair.StartAsync(source, destination);
        await pair.Source.SeedAsync("anna", Mailboxes.Large(120, sizeFactor: .05));

        (await pair.CopyAsync()).ShouldSucceed();
        var again = (await pair.CopyAsync()).ShouldSucceed();

        (await pair.CompareAsync()).ShouldBeSame();
        Assert.That(again.Done.MessagesCopied, Is.Zero);
    }

    [Test]
    public async Task CopyAsync_WhenANameHoldsTheOthersSeparator_ShouldMakeItReadableAndUnique()
    {
        await using var pair = await MailboxPair.StartAsync(Slashes, Dots);
        await RawMailbox.RunAsync(pair.SourceAccount, "CREATE \"v1.2\"", "CREATE \"v1/2\"");
        await RawMailbox.AddAsync(pair.SourceAccount, "v1.2", "dotted");
        await RawMailbox.AddAsync(pair.SourceAccount, "v1/2", "nested");

        (await pair.CopyAsync()).ShouldSucceed();

        var renamed = new FolderMapping { Renamed = new Dictionary<string, string> { ["v1.2"] = "INBOX.v1．2" } };
        (await pair.CompareAsync(new ComparisonOptions { Mapping = renamed })).ShouldBeSame();
    }

    [TestCase("Gesendet", "Sent")]
    [TestCase("Sent", "Gesendete Objekte")]
    public async Task CopyAsync_WhenSpecialFoldersHaveOtherNames_ShouldMatchThemByUse(string atSource, string atDestination)
    {
        await using var pair = await MailboxPair.StartAsync(
            new DovecotOptions { SpecialFolders = [new(atSource, @"\Sent"), new("Müll", @"\Trash")] },
            new DovecotOptions { Storage = DovecotStorage.Sdbox, SpecialFolders = [new(atDestination, @"\Sent"), new("Trash", @"\Trash"), new("Junk", @"\Junk")] });
        await RawMailbox.RunAsync(pair.SourceAccount, $"CREATE \"{atSource}/2025\"");
        await RawMailbox.AddAsync(pair.SourceAccount, atSource, "sent");
        await RawMailbox.AddAsync(pair.SourceAccount, $"{atSource}/2025", "sent before");
        await RawMailbox.AddAsync(pair.SourceAccount, "M&APw-ll", "thrown away");

        (await pair.CopyAsync()).ShouldSucceed();

        var renamed = new Dictionary<string, string> { [atSource] = atDestination, [$"{atSource}/2025"] = $"{atDestination}/2025", ["Müll"] = "Trash" };
        (await pair.CompareAsync(new ComparisonOptions { Mapping = new FolderMapping { Renamed = renamed }, EmptyAtDestination = ["Junk"] })).ShouldBeSame();
    }

    [Test]
    public async Task CopyAsync_WhenTheSourceTellsNoUses_ShouldGuessThemByName()
    {
        await using var pair = await MailboxPair.StartAsync(
            new DovecotOptions { Prefix = "INBOX.", Separator = '.', Storage = DovecotStorage.MaildirPlusPlus },
            new DovecotOptions { Storage = DovecotStorage.Sdbox, SpecialFolders = [new("Sent", @"\Sent"), new("Drafts", @"\Drafts")] });
        await RawMailbox.RunAsync(pair.SourceAccount, "CREATE \"INBOX.Gesendete Elemente\"", "CREATE INBOX.Entw&APw-rfe");
        await RawMailbox.AddAsync(pair.SourceAccount, "INBOX.Gesendete Elemente", "sent");
        await RawMailbox.AddAsync(pair.SourceAccount, "INBOX.Entw&APw-rfe", "draft");

        (await pair.CopyAsync()).ShouldSucceed();

        var renamed = new Dictionary<string, string> { ["INBOX.Gesendete Elemente"] = "Sent", ["INBOX.Entwürfe"] = "Drafts" };
        (await pair.CompareAsync(new ComparisonOptions { Mapping = new FolderMapping { Renamed = renamed } })).ShouldBeSame();
    }

    [Test]
    public async Task CopyAsync_WhenFoldersAreSharedOrPublic_ShouldLeaveThemOutAndSaySo()
    {
        await using var pair = await MailboxPair.StartAsync(new DovecotOptions { SharedNamespaces = true });
        await RawMailbox.RunAsync(pair.SourceAccount, "CREATE Public/Board");
        await RawMailbox.AddAsync(pair.SourceAccount, "INBOX", "mine");
        await RawMailbox.AddAsync(pair.SourceAccount, "Public/Board", "everybody's");

        var outcome = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(outcome.Notes, Has.One.EqualTo("Public/Board is shared or public and was left out"));
        Assert.That(outcome.Notes, Has.None.Contains("INBOX"));
        Assert.That(outcome.Done.MessagesCopied, Is.EqualTo(1));
        Assert.That((await RawMailbox.FoldersAsync(pair.DestinationAccount)).Select(folder => folder.Name), Is.EqualTo(new[] { "INBOX" }));
    }

    [Test]
    public async Task CopyAsync_WhenAParentHoldsNoMessages_ShouldMakeItSo()
    {
        await using var pair = await MailboxPair.StartAsync();
        await pair.Source.SeedAsync("anna", new SeedMailbox(["INBOX", "emoji 😀/請求", "a/b/c", "a/b/d", "a/e"], [], []));
        var before = await RawMailbox.FoldersAsync(pair.SourceAccount);

        (await pair.CopyAsync()).ShouldSucceed();

        var after = await RawMailbox.FoldersAsync(pair.DestinationAccount);
        Assert.That(after.Select(folder => (folder.Name, folder.IsSelectable)), Is.EquivalentTo(before.Select(folder => (folder.Name, folder.IsSelectable))));
    }
}
