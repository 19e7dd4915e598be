using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Maildir;
using Hosting.Migrations.Imap.Messages;
using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Maildirs;

/// <summary>A maildir that others write into, and that may mean harm.</summary>
public sealed class HostileMaildirTests
{
    private static readonly MessageRequest FlagsAndSize = new(MessageItems.Flags | MessageItems.Size | MessageItems.InternalDate);

    private TestMaildir _maildir = null!;

    [SetUp]
    public void Make() => _maildir = new TestMaildir();

    [TearDown]
    public void Delete() => _maildir.Dispose();

    [Test]
    public async Task CopyAsync_WhenSomeFilesAreNone_ShouldNotOpenThemAndCopyTheRest()
    {
        await using var import = await MaildirImport.StartAsync();
        await File.WriteAllTextAsync(_maildir.Beside("secret"), "Subject: secret\n\nnot his mail\n");
        Directory.CreateDirectory(_maildir.Beside("outside/cur"));
        await File.WriteAllTextAsync(_maildir.Beside("outside/cur/1.outside:2,"), "Subject: outside\n\nnot his mail\n");
        _maildir.Add(string.Empty, "one");
        _maildir.Add(string.Empty, "two");
        File.CreateSymbolicLink(_maildir.PathOf(string.Empty, "cur/1700000100.link:2,"), _maildir.Beside("secret"));
        File.CreateSymbolicLink(_maildir.PathOf(string.Empty, "cur/1700000101.nowhere:2,"), _maildir.Beside("nowhere"));
        Directory.CreateDirectory(_maildir.PathOf(string.Empty, "cur/1700000102.folder:2,"));
        await TestMaildir.RunAsync("mkfifo", _maildir.PathOf(string.Empty, "new/1700000103.pipe"));
        File.CreateSymbolicLink(_maildir.PathOf(".Link"), _maildir.Beside("outside"));
        Directory.CreateDirectory(_maildir.PathOf(".Half"));
        Directory.CreateSymbolicLink(_maildir.PathOf(".Half", "cur"), _maildir.Beside("outside/cur"));

        var outcome = await import.CopyAsync(_maildir.Path);

        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        Assert.That((outcome.Done.MessagesCopied, outcome.Done.MessagesFailed), Is.EqualTo((2, 3)));
        var failures = outcome.Failures.Select(failure => $"{failure.Folder}: {failure.Reason}").Order(StringComparer.Ordinal).ToList();
        Assert.That(failures, Has.Count.EqualTo(5), string.Join('\n', failures));
        Assert.That(failures.FindAll(failure => failure.StartsWith("INBOX", StringComparison.Ordinal)), Has.All.Contains("was not opened"));
        Assert.That(failures.FindAll(failure => !failure.StartsWith("INBOX", StringComparison.Ordinal)), Has.All.Contains("links are not followed"));
        Assert.That(await RawMailbox.CountAsync(import.Account, "INBOX"), Is.EqualTo(2));
    }

    [Test]
    public async Task CopyAsync_WhenNamesAreOdd_ShouldCopyEachFolder()
    {
        await using var import = await MaildirImport.StartAsync();
        string[] folders = [".Gel&scht", ".a\nb", ".INBOX", ".inbox", ".&AAc-", ".Caf\u00e9", ".Caf&AOk-", "..odd", ".x..y", ".Sent."];
        foreach (var folder in folders)
        {
            _maildir.AddFolder(folder);
            _maildir.Add(folder, $"in {Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(folder))}");
        }

        _maildir.Add(string.Empty, "in INBOX");
        Directory.CreateDirectory(_maildir.PathOf(".cache/thumbnails"));

        var outcome = (await import.CopyAsync(_maildir.Path)).ShouldSucceed();

        Assert.That(outcome.Done.MessagesCopied, Is.EqualTo(folders.Length + 1));
        Assert.That((await RawMailbox.FoldersAsync(import.Account)).Count(folder => folder.IsSelectable), Is.EqualTo(folders.Length + 1));
        Assert.That((await import.CopyAsync(_maildir.Path)).ShouldSucceed().Done.MessagesCopied, Is.Zero);
    }

    [Test]
    public async Task CopyAsync_WhenAFileHasMoreThan2GB_ShouldSaySoAndCopyTheRest()
    {
        await using var import = await MaildirImport.StartAsync();
        _maildir.Add(string.Empty, "one");
        await using (var large = File.OpenWrite(_maildir.PathOf(string.Empty, "cur/1700000100.large:2,S")))
        {
            large.SetLength(int.MaxValue + 10L);
        }

        var outcome = await import.CopyAsync(_maildir.Path);

        Assert.That((outcome.Done.MessagesCopied, outcome.Done.MessagesFailed), Is.EqualTo((1, 1)), outcome.Reason);
        Assert.That(outcome.Failures.Single().Reason, Does.Contain("2,147,483,657 bytes"));
    }

    [TestCase("nothing", "this user sees no such folder")]
    [TestCase("empty", "no folder cur or new in it")]
    [TestCase("nested", "LAYOUT=fs")]
    public async Task CopyAsync_WhenItIsNoMaildir_ShouldNameThePathAndTheRemedy(string kind, string words)
    {
        await using var import = await MaildirImport.StartAsync();
        Directory.CreateDirectory(_maildir.Beside("empty"));
        Directory.CreateDirectory(_maildir.Beside("nested/cur"));
        Directory.CreateDirectory(_maildir.Beside("nested/Archive/cur"));

        (await import.CopyAsync(_maildir.Beside(kind))).ShouldEndWith(CopyFault.Connect, $"maildir:{_maildir.Beside(kind)}", words);
    }

    [Test]
    public async Task FetchAsync_WhenFlagsChangeAfterTheyWereListed_ShouldFindTheFileAgain()
    {
        var paths = Enumerable.Range(0, 3).Select(number => _maildir.Add(string.Empty, $"message {number}", flags: number == 2 ? null : "S")).ToList();
        using var session = await ConnectAsync();
        var inbox = await session.OpenAsync("INBOX", FolderAccess.ReadOnly, CancellationToken.None);
        File.Move(paths[0], $"{paths[0]}F");
        File.Move(paths[2], _maildir.PathOf(string.Empty, $"cur/{Path.GetFileName(paths[2])}:2,S"));
        File.Delete(paths[1]);

        var fetched = await FetchAsync(session, inbox);
        var described = await session.DescribeAsync(inbox, UidSet.Between(1, uint.MaxValue), FlagsAndSize, CancellationToken.None);

        Assert.That(fetched, Is.EqualTo(new[] { 1u, 3u }));
        Assert.That(described.Select(message => (message.Uid, message.Flags)), Is.EqualTo(new[] { (1u, (SystemFlags?)(SystemFlags.Seen | SystemFlags.Flagged)), (3u, SystemFlags.Seen) }));
        Assert.That(inbox.Count, Is.EqualTo(2));
    }

    [Test]
    public async Task FetchAsync_WhenAFolderBecomesALinkMeanwhile_ShouldNotReadThroughIt()
    {
        _maildir.Add(string.Empty, "one");
        using var session = await ConnectAsync();
        var inbox = await session.OpenAsync("INBOX", FolderAccess.ReadOnly, CancellationToken.None);
        Directory.Move(_maildir.PathOf(string.Empty, "cur"), _maildir.Beside("moved"));
        Directory.CreateSymbolicLink(_maildir.PathOf(string.Empty, "cur"), _maildir.Beside("moved"));

        var fault = Assert.ThrowsAsync<MailFaultException>(() => FetchAsync(session, inbox));

        Assert.That((fault!.Fault, fault.IsTransient), Is.EqualTo((CopyFault.Permission, false)), fault.Message);
    }

    [Test]
    public async Task OpenAsync_WhenTwoFilesHaveOneName_ShouldLoseNeither()
    {
        var path = _maildir.Add(string.Empty, "one");
        await File.WriteAllTextAsync($"{path}F", "Subject: another one of that name\n\nwhoever made it\n");
        using var session = await ConnectAsync();

        var inbox = await session.OpenAsync("INBOX", FolderAccess.ReadOnly, CancellationToken.None);

        Assert.That((inbox.Count, (await FetchAsync(session, inbox)).Count), Is.EqualTo((2, 2)));
    }

    [Test]
    public async Task OpenAsync_WhenAFileIsMetTwiceWhileItIsMoved_ShouldCountItOnce()
    {
        var path = _maildir.Add(string.Empty, "one", flags: null);
        await TestMaildir.RunAsync("ln", path, _maildir.PathOf(string.Empty, $"cur/{Path.GetFileName(path)}:2,S"));
        using var session = await ConnectAsync();

        Assert.That((await session.OpenAsync("INBOX", FolderAccess.ReadOnly, CancellationToken.None)).Count, Is.EqualTo(1));
    }

    [Test]
    public async Task OpenAsync_WhenAServersFilesAreHostile_ShouldDoWithoutThem()
    {
        _maildir.Add(string.Empty, "one", flags: "Sa");
        await File.WriteAllTextAsync(_maildir.PathOf(string.Empty, "dovecot-uidlist"), $"3 V1 N2\n{new string('9', 100_000)}\n");
        await TestMaildir.RunAsync("mkfifo", _maildir.PathOf(string.Empty, "courierimapuiddb"), _maildir.PathOf(string.Empty, "subscriptions"));
        File.CreateSymbolicLink(_maildir.PathOf(string.Empty, "dovecot-keywords"), "/dev/zero");
        using var session = await ConnectAsync();

        var inbox = await session.OpenAsync("INBOX", FolderAccess.ReadOnly, CancellationToken.None);

        Assert.That(await FetchAsync(session, inbox), Is.EqualTo(new[] { 1u }));
    }

    private static async Task<List<uint>> FetchAsync(IMailSession session, ISessionFolder folder)
    {
        var fetched = new List<uint>();
        await session.FetchAsync(folder, UidSet.Between(1, uint.MaxValue), Receive, () => false, CancellationToken.None);
        return fetched;

        void Receive(uint uid, MessageContent content)
        {
            fetched.Add(uid);
            content.Dispose();
        }
    }

    private Task<IMailSession> ConnectAsync() => new MaildirConnector(
        RealPath.Of(_maildir.Path), _maildir.Beside("numbers"), isTrusted: true, spillAbove: 1 << 20, new PasswordScreen([]), TimeProvider.System).ConnectAsync(CancellationToken.None);
}
