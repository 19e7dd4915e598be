using System.Text;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;
using Hosting.Migrations.MailServers.Comparing;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Maildirs;

/// <summary>A maildir that no server has numbered, copied into a real server; what it holds, another server says that shows the same files.</summary>
public sealed class MaildirCopyTests
{
    private TestMaildir _maildir = null!;
    private MaildirImport _import = null!;

    [SetUp]
    public async Task StartAsync() => (_maildir, _import) = (new TestMaildir(), await MaildirImport.StartAsync());

    [TearDown]
    public async Task StopAsync()
    {
        await _import.DisposeAsync();
        _maildir.Dispose();
    }

    [Test]
    public async Task CopyAsync_WhenItIsAMaildir_ShouldCopyAllOfItOnceAndChangeNothing()
    {
        Fill();
        var before = _maildir.Describe();

        var first = (await _import.CopyAsync(_maildir.Path)).ShouldSucceed();
        var second = (await _import.CopyAsync(_maildir.Path)).ShouldSucceed();

        Assert.That(_maildir.Describe(), Is.EqualTo(before));
        Assert.That((first.Done.MessagesCopied, second.Done.MessagesCopied, second.Done.MessagesSkipped), Is.EqualTo((31, 0, 31)));
        await ShouldBeSameAsync();
    }

    [Test]
    public async Task CopyAsync_WhenNothingIsKnownOfTheFirstCopy_ShouldKnowMessagesByTheirContent()
    {
        Fill();
        await _import.CopyAsync(_maildir.Path);
        _import.Checkpoints.Clear();

        Assert.That((await _import.CopyAsync(_maildir.Path)).ShouldSucceed().Done.MessagesCopied, Is.Zero);
    }

    [Test]
    public async Task CopyAsync_WhenTheNumbersAreLost_ShouldKnowMessagesByTheirContent()
    {
        Fill();
        await _import.CopyAsync(_maildir.Path);
        Directory.Delete(_import.Numbers, recursive: true);
        File.Delete(Directory.GetFiles(_maildir.PathOf(".Sent", "cur"))[3]);
        _maildir.Add(".Sent", "later");

        Assert.That((await _import.CopyAsync(_maildir.Path)).ShouldSucceed().Done.MessagesCopied, Is.EqualTo(1));
    }

    [Test]
    public async Task CopyAsync_WhenMailArrivesAndFlagsChange_ShouldCopyThatAlone()
    {
        Fill();
        await _import.CopyAsync(_maildir.Path);
        var seen = Directory.GetFiles(_maildir.PathOf(".Sent", "cur")).Order(StringComparer.Ordinal).ToList();
        File.Move(seen[0], $"{seen[0]}F");
        File.Move(seen[1], _maildir.PathOf(".Sent", $"cur/{Path.GetFileName(seen[1])[..^1]}"));
        File.Delete(seen[2]);
        _maildir.Add(".Sent", "later", flags: null);
        _maildir.Add(".Sent", "an older one that turns up", number: -50);
        _maildir.Add(string.Empty, "in INBOX");

        var second = (await _import.CopyAsync(_maildir.Path)).ShouldSucceed();

        Assert.That(second.Done.MessagesCopied, Is.EqualTo(3));
        Assert.That(await RawMailbox.SearchAsync(_import.Account, "Sent", "FLAGGED"), Is.EqualTo("1 10"));
        Assert.That(await RawMailbox.SearchAsync(_import.Account, "Sent", "UNSEEN"), Is.EqualTo("2 12"));
        Assert.That((await _import.CopyAsync(_maildir.Path)).ShouldSucceed().Done.MessagesCopied, Is.Zero);
    }

    [Test]
    public async Task CopyAsync_WhenMailIsDeletedAndOtherComesInItsPlace_ShouldCopyTheOther()
    {
        var paths = Enumerable.Range(0, 5).Select(number => _maildir.Add(string.Empty, $"first {number}")).ToList();
        await _import.CopyAsync(_maildir.Path);
        File.Delete(paths[4]);
        File.Delete(paths[0]);
        _maildir.Add(string.Empty, "second", number: 4);
        _maildir.Add(string.Empty, "third", number: -1);

        var second = (await _import.CopyAsync(_maildir.Path)).ShouldSucceed();

        // The second even has the name of a deleted one, as only a hand can give it.
        Assert.That(second.Done.MessagesCopied, Is.EqualTo(2));
        Assert.That(await RawMailbox.CountAsync(_import.Account, "INBOX"), Is.EqualTo(7));
    }

    [Test]
    public async Task CopyAsync_WhenAMessageIsMovedToAnotherFolder_ShouldNotCopyItAgain()
    {
        Fill();
        await _import.CopyAsync(_maildir.Path);
        var moved = Directory.GetFiles(_maildir.PathOf(string.Empty, "cur"))[0];
        File.Move(moved, _maildir.PathOf(".Sent", $"cur/{Path.GetFileName(moved)}"));

        Assert.That((await _import.CopyAsync(_maildir.Path)).ShouldSucceed().Done.MessagesCopied, Is.Zero);
    }

    [Test]
    public async Task CopyAsync_WhenAFolderHasManyMessages_ShouldCopyThemOverSeveralSessions()
    {
        for (var number = 0; number < 1500; number++)
        {
            _maildir.Add(string.Empty, $"message {number}");
        }

        (await _import.CopyAsync(_maildir.Path)).ShouldSucceed().ShouldCount(1500, copied: 1500);
        (await _import.CopyAsync(_maildir.Path)).ShouldSucceed().ShouldCount(1500, there: 1500);
        await ShouldBeSameAsync();
    }

    [Test]
    public async Task CopyAsync_WhenAMessageIsLarge_ShouldCopyItFromDisk()
    {
        _maildir.Add(string.Empty, "large", body: string.Join('\n', Enumerable.Repeat(new string('x', 70), 60_000)));

        (await _import.CopyAsync(_maildir.Path, spillAbove: 4096)).ShouldSucceed();

        await ShouldBeSameAsync();
    }

    [Test]
    public async Task CopyAsync_WhenCourierHasNumberedIt_ShouldTakeItsNumbersAndSubscriptions()
    {
        _maildir.AddFolder(".Sent");
        var paths = new[] { _maildir.Add(".Sent", "one"), _maildir.Add(".Sent", "two") };
        var names = paths.Select(path => Path.GetFileName(path).Split(':')[0]).ToArray();
        await File.WriteAllTextAsync(_maildir.PathOf(".Sent", "courierimapuiddb"), $"1 1234567890 9\n5 {names[1]}\n7 {names[0]}\n");
        await File.WriteAllTextAsync(_maildir.PathOf(string.Empty, "courierimapsubscribed"), "INBOX.Sent\nINBOX.Gone\n");

        (await _import.CopyAsync(_maildir.Path)).ShouldSucceed();

        var sent = _import.Checkpoints.Checkpoints.Single(checkpoint => checkpoint.SourceFolder == "Sent");
        Assert.That((sent.SourceUidValidity, sent.SourceUidNext, sent.Copied.Sources().ToString()), Is.EqualTo((1234567890u, 9u, "5,7")));
        await using var connection = await ImapConnection.LogInAsync(_import.Account);
        Assert.That((await connection.ListSubscribedAsync()).Select(folder => folder.Name), Is.EqualTo(new[] { "Sent" }));
    }

    [Test]
    public async Task CopyAsync_WhenTheNumbersCannotBeKept_ShouldEndAndSayWhereTheyGo()
    {
        _maildir.Add(string.Empty, "one");
        await File.WriteAllTextAsync(_import.Numbers, "no folder");

        (await _import.CopyAsync(_maildir.Path)).ShouldEndWith(Domain.Migrations.CopyFault.Internal, _import.Numbers, "XDG_DATA_HOME");
    }

    [Test]
    public async Task CopyAsync_WhenAnOperatorHasNotNamedIt_ShouldReadNothing() =>
        (await _import.CopyAsync(_maildir.Path, isTrusted: false)).ShouldEndWith(Domain.Migrations.CopyFault.AddressRefused, "for its operator alone");

    private void Fill()
    {
        foreach (var folder in (string[])[".Sent", ".Gel&APY-scht", ".Archive.2020", ".Archive", ".Empty"])
        {
            _maildir.AddFolder(folder);
        }

        File.WriteAllText(_maildir.PathOf(string.Empty, "subscriptions"), "V\t2\n\nINBOX\nSent\nArchive\t2020\n");
        File.WriteAllText(_maildir.PathOf(".Sent", "dovecot-keywords"), "0 Work\n1 $Label1\n");
        for (var number = 0; number < 10; number++)
        {
            _maildir.Add(string.Empty, $"inbox {number}", flags: number % 3 == 0 ? null : "RS");
            _maildir.Add(".Sent", $"sent {number}", flags: number == 9 ? "FSab" : "S");
            _maildir.Add(".Archive.2020", $"archived {number}", flags: "DFRST", body: number == 0 ? "a\r\n\rb\n\n.\n" : null);
        }

        File.WriteAllBytes(_maildir.Add(".Gel&APY-scht", "eight bits"), Encoding.Latin1.GetBytes("Subject: \u00fc\n\n\u00e4\u0080\nno end of line"));
        File.WriteAllText(_maildir.PathOf(string.Empty, "tmp/1.half"), "half of a message");
        File.WriteAllText(_maildir.PathOf(string.Empty, "cur/.hidden"), "no message");
    }

    // A server that shows a copy of the same files, into which it may write.
    private async Task ShouldBeSameAsync()
    {
        await using var shown = await TestMailServer.StartAsync(new DovecotOptions { Storage = DovecotStorage.MaildirPlusPlus });
        await _maildir.ShowAsync(shown);
        var comparison = await MailboxComparer.CompareAsync(shown.AccountOf("anna"), _import.Account);
        comparison.ShouldBeSame();
        Assert.That(comparison.Messages, Is.Not.Zero);
    }
}
