using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap;

/// <summary>A second execution opens the folders that it knows without asking for their state first.</summary>
public sealed class KnownFoldersTests
{
    private ScriptedPair _pair = null!;

    [SetUp]
    public void Start() => _pair = new ScriptedPair().WithMessages(3);

    [TearDown]
    public async Task StopAsync() => await _pair.DisposeAsync();

    [TestCase(0, 0)]
    [TestCase(63, 0)]
    [TestCase(64, 65)]
    public async Task CopyAsync_WhenTheFoldersAreKnown_ShouldAskForTheirStateOnlyIfTheyAreMany(int others, int asked)
    {
        for (var number = 1; number <= others; number++)
        {
            _pair.Source.Mailbox.Add($"Folder {number}");
        }

        await _pair.CopyAsync();
        var before = ScriptedPair.Count(_pair.Source, "STATUS");
        _pair.Source.Mailbox.Inbox.Add("Subject: arrived later\r\n\r\nx\r\n");

        var second = (await _pair.CopyAsync()).ShouldSucceed();

        Assert.That(ScriptedPair.Count(_pair.Source, "STATUS") - before, Is.EqualTo(asked));
        Assert.That((second.Done.Folders, second.Done.MessagesTotal, second.Done.MessagesCopied, second.Done.MessagesSkipped), Is.EqualTo((1 + others, 4L, 1L, 3L)));
        Assert.That(_pair.SubjectsIn("INBOX"), Is.EqualTo(new[] { "arrived later", "message 1", "message 2", "message 3" }));
    }

    [Test]
    public async Task CopyAsync_WhenThereIsANewFolder_ShouldAskForTheStateOfAll()
    {
        await _pair.CopyAsync();
        var before = ScriptedPair.Count(_pair.Source, "STATUS");
        _pair.Source.Mailbox.Add("New").Add("Subject: in the new folder\r\n\r\nx\r\n");

        (await _pair.CopyAsync()).ShouldSucceed();

        Assert.That(ScriptedPair.Count(_pair.Source, "STATUS") - before, Is.EqualTo(2));
        Assert.That(_pair.SubjectsIn("New"), Is.EqualTo(new[] { "in the new folder" }));
    }

    [Test]
    public async Task CopyAsync_WhenMuchHasArrivedInOneFolder_ShouldTakeFurtherConnections()
    {
        await _pair.CopyAsync();
        var before = _pair.Source.Connections;
        _pair.WithMessages(1200);

        var second = (await _pair.CopyAsync()).ShouldSucceed();

        Assert.That(_pair.Source.Connections - before, Is.InRange(2, 4));
        Assert.That(second.Done.MessagesCopied, Is.EqualTo(1200));
        Assert.That(_pair.SubjectsIn("INBOX"), Has.Count.EqualTo(1203));
    }

    [Test]
    public async Task CopyAsync_WhenTheFolderIsReplaced_ShouldRecogniseWhatIsThere()
    {
        await _pair.CopyAsync();
        _pair.Source.Mailbox.Inbox.UidValidity++;
        _pair.Source.Mailbox.Inbox.Add("Subject: arrived later\r\n\r\nx\r\n");

        var second = (await _pair.CopyAsync()).ShouldSucceed();

        Assert.That((second.Done.MessagesTotal, second.Done.MessagesCopied), Is.EqualTo((4L, 1L)));
        Assert.That(_pair.SubjectsIn("INBOX"), Is.EqualTo(new[] { "arrived later", "message 1", "message 2", "message 3" }));
    }

    [Test]
    public async Task CopyAsync_WhenTheFolderIsReplacedAndTheRunEnds_ShouldHaveNotedWhatItWasAboutToSend()
    {
        await _pair.CopyAsync();
        _pair.Source.Mailbox.Inbox.UidValidity++;
        _pair.Destination.On("APPEND", "NO [OVERQUOTA] Quota exceeded");
        _pair.Source.Mailbox.Inbox.Add("Subject: arrived later\r\n\r\nx\r\n");

        var second = await _pair.CopyAsync();

        Assert.That(second.Fault, Is.EqualTo(CopyFault.Quota));
        var noted = _pair.Checkpoints.Checkpoints.Single();
        Assert.That((noted.SourceUidValidity, noted.Unfinished.Contains(4)), Is.EqualTo((_pair.Source.Mailbox.Inbox.UidValidity, true)));
    }

    [Test]
    public async Task CopyAsync_WhenAFolderCannotBeOpenedForOnce_ShouldGoOnWithItInTheNextRun()
    {
        await _pair.CopyAsync();
        _pair.Source.Mailbox.Inbox.Add("Subject: arrived later\r\n\r\nx\r\n");
        var refusals = 1;
        _pair.Source.On("EXAMINE", command => Interlocked.Decrement(ref refusals) == 0 ? command.ReplyAsync("NO [NOPERM] not now") : command.AnswerByDefaultAsync());

        var second = await _pair.CopyAsync();
        var third = (await _pair.CopyAsync()).ShouldSucceed();

        Assert.That(second.Failures.Select(failure => failure.Fault), Is.EqualTo(new[] { CopyFault.Permission }));
        second.ShouldCount(total: 3, there: 3);
        Assert.That((third.Done.MessagesTotal, third.Done.MessagesCopied, third.Done.MessagesSkipped), Is.EqualTo((4L, 1L, 3L)));
        Assert.That(_pair.SubjectsIn("INBOX"), Is.EqualTo(new[] { "arrived later", "message 1", "message 2", "message 3" }));
    }
}
