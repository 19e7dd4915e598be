using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Once;

/// <summary>Folders that are restored from a backup, or made anew, and keep their UIDVALIDITY: UIDNEXT tells, which never goes down otherwise.</summary>
public sealed class SetBackTests
{
    private const int Messages = 10;

    [Test]
    public async Task CopyAsync_WhenTheDestinationWasRestored_ShouldCopyWhatIsMissing([Values] bool hasModSeq)
    {
        await using var pair = await CopyFirstAsync(hasModSeq);
        Restore(pair.Destination.Mailbox.Inbox, last: 6);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Messages, copied: 4, there: 6);

        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(Messages).And.Unique);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Messages, there: Messages);
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationWasRestoredAndMailArrives_ShouldCopyBoth()
    {
        await using var pair = await CopyFirstAsync();
        Restore(pair.Destination.Mailbox.Inbox, last: 6);
        Add(pair, "new");

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Messages + 1, copied: 5, there: 6);

        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(Messages + 1).And.Unique);
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationFolderWasMadeAnew_ShouldCopyAll()
    {
        await using var pair = await CopyFirstAsync();
        Restore(pair.Destination.Mailbox.Inbox, last: 0);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Messages, copied: Messages);
    }

    [Test]
    public async Task CopyAsync_WhenTheSourceWasRestored_ShouldCopyWhatHasTheSameUids([Values] bool hasModSeq)
    {
        await using var pair = await CopyFirstAsync(hasModSeq);
        Restore(pair.Source.Mailbox.Inbox, last: 6);
        string[] others = ["other 1", "other 2", "other 3"];
        Array.ForEach(others, other => Add(pair, other));

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 9, copied: 3, there: 6);

        Assert.That(pair.SubjectsIn("INBOX"), Has.Count.EqualTo(Messages + 3).And.Unique);
        Assert.That(pair.SubjectsIn("INBOX"), Is.SupersetOf(others));
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 9, there: 9);
        Assert.That(pair.Destination.Mailbox.Inbox.Messages, Has.Count.EqualTo(Messages + 3));
    }

    // What its owner has deleted at the destination shows whether the folder has been forgotten: then it comes again.
    [Test]
    public async Task CopyAsync_WhenAServerAlwaysTellsALowerUidNext_ShouldGoOnAsBefore([Values] bool isSource, [Values(5u, 50u)] uint told)
    {
        await using var pair = new ScriptedPair();
        var folder = (isSource ? pair.Source : pair.Destination).Mailbox.Inbox;
        folder.SkipUids(100);
        folder.UidNextTold = told;
        pair.WithMessages(Messages);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Messages, copied: Messages);
        pair.Destination.Mailbox.Inbox.Remove(pair.Destination.Mailbox.Inbox.Messages[3].Uid);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Messages, there: Messages);

        Assert.That(pair.Destination.Mailbox.Inbox.Messages, Has.Count.EqualTo(Messages - 1));
    }

    [Test]
    public async Task CopyAsync_WhenTheNewestMessagesWereDeleted_ShouldNotCopyThemAgain([Values] bool isSource)
    {
        await using var pair = await CopyFirstAsync();
        var folder = (isSource ? pair.Source : pair.Destination).Mailbox.Inbox;
        folder.Remove(9);
        folder.Remove(10);
        var left = isSource ? Messages - 2 : Messages;

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: left, there: left);
    }

    private static async Task<ScriptedPair> CopyFirstAsync(bool hasModSeq = false)
    {
        var pair = new ScriptedPair().WithMessages(Messages);
        pair.Source.Capabilities += hasModSeq ? " ENABLE CONDSTORE" : string.Empty;
        pair.Source.Mailbox.Inbox.HighestModSeq = hasModSeq ? 5ul : 0;
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Messages, copied: Messages);
        return pair;
    }

    private static void Restore(ScriptedFolder folder, uint last)
    {
        for (var uid = last + 1; uid < folder.UidNext; uid++)
        {
            folder.Remove(uid);
        }

        folder.UidNext = last + 1;
    }

    private static void Add(ScriptedPair pair, string subject) => pair.Source.Mailbox.Inbox.Add($"Message-ID: <{subject.Replace(' ', '-')}@x>\r\nSubject: {subject}\r\n\r\nhello\r\n");
}
