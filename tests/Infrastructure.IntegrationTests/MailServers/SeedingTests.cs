using System.Text;
using Hosting.Migrations.MailServers.Comparing;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Imap;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;

public sealed class SeedingTests
{
    [Test]
    public async Task SeedAsync_WhenTheStorageDiffers_ShouldMakeTheSameMailbox()
    {
        await using var maildir = await TestMailServer.StartAsync();
        await using var other = await TestMailServer.StartAsync(new DovecotOptions { Storage = DovecotStorage.Sdbox });
        var mailbox = Mailboxes.Large(messages: 300, sizeFactor: .1);
        await maildir.SeedAsync("anna", mailbox);
        await other.SeedAsync("anna", mailbox);

        var result = await MailboxComparer.CompareAsync(maildir.AccountOf("anna"), other.AccountOf("anna"));

        Assert.That(result.AreSame, Is.True, result.ToString());
        Assert.That((result.Folders, result.Messages), Is.EqualTo((31, 300)));
    }

    [Test]
    public void Large_WhenReadTwice_ShouldHoldTheSameAndWhatRealMailboxesHold()
    {
        var first = Read(Mailboxes.Large(messages: 600, sizeFactor: .01));
        var second = Read(Mailboxes.Large(messages: 600, sizeFactor: .01));

        Assert.That(second, Is.EqualTo(first));
        Assert.That(first.DistinctBy(WithoutFlagsAndDate).Count(), Is.LessThan(600), "real duplicates");
        Assert.That(first.Where(message => !message.Contains("Message-ID", StringComparison.Ordinal)), Is.Not.Empty);
    }

    [Test]
    public void ManyFolders_WhenRead_ShouldHaveSoManyFoldersAndMessages()
    {
        var mailbox = Mailboxes.ManyFolders(folders: 200, messages: 50);

        Assert.That(mailbox.Folders.Distinct().Count(), Is.EqualTo(200));
        Assert.That(mailbox.Messages.Select(message => message.Folder).Distinct(), Is.SubsetOf(mailbox.Folders));
        Assert.That(mailbox.Messages.Count(), Is.EqualTo(50));
    }

    [Test]
    public async Task Edge_WhenSeeded_ShouldKeepWhatIsOdd()
    {
        await using var server = await TestMailServer.StartAsync();
        await server.SeedAsync("anna", Mailboxes.Edge(largestMessage: 100_000));
        await using var connection = await ImapConnection.LogInAsync(server.AccountOf("anna"));

        var folders = await connection.ListAsync();
        await connection.CommandAsync("EXAMINE INBOX");
        var inbox = string.Join('\n', await connection.CommandAsync("FETCH 1:* (RFC822.SIZE FLAGS INTERNALDATE)"));

        Assert.That(folders.Where(folder => folder.IsSelectable).Select(folder => folder.Name), Is.SupersetOf(new[]
        {
            "Trailing space ", "R&D", "&", "quo\"te", "back\\slash", "per%cent", "st*r", "Case", "case", "INBOX/child", "emoji 🎉/日本", new string('x', 200),
        }));
        Assert.That(folders.Single(folder => folder.Name == "no select").IsSelectable, Is.False);
        Assert.That(inbox, Does.Contain("03-Feb-1971").And.Contain("31-Dec-2050").And.Contain("Keyword40").And.Contain("\\Deleted").And.Contain("RFC822.SIZE 0 "));
        Assert.That((await connection.ListSubscribedAsync()).Select(folder => folder.Name), Does.Contain("gone long ago").And.Not.Contain("Case"));
    }

    [Test]
    public async Task ApplyAsync_WhenAMailboxHasADelta_ShouldAddMessagesAndChangeFlags()
    {
        await using var server = await TestMailServer.StartAsync(new DovecotOptions { Users = ["anna", "before"] });
        await server.SeedAsync("anna", Mailboxes.Small(messages: 40, sizeFactor: .1));
        await server.SeedAsync("before", Mailboxes.Small(messages: 40, sizeFactor: .1));

        await MailboxDelta.ApplyAsync(server.AccountOf("anna"), newMessages: 10, changedFlags: 5);

        var changes = (await MailboxComparer.CompareAsync(server.AccountOf("anna"), server.AccountOf("before"))).Differences.CountBy(difference => difference.Kind);
        Assert.That(changes, Is.EquivalentTo(new Dictionary<DifferenceKind, int> { [DifferenceKind.MessageMissing] = 10, [DifferenceKind.FlagsDiffer] = 5 }));
    }

    // The folder, and all from the first header on.
    private static string WithoutFlagsAndDate(string message) =>
        message[..message.IndexOf(' ', StringComparison.Ordinal)] + message[message.IndexOf("Received:", StringComparison.Ordinal)..];

    private static List<string> Read(SeedMailbox mailbox) =>
        [.. mailbox.Messages.Select(message => $"{message.Folder} {message.Date:O} {string.Join(' ', message.Flags)} {Encoding.UTF8.GetString(message.Content.Span)}")];
}
