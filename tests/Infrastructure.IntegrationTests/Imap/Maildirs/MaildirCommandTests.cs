using Hosting.Migrations.Cli;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Killing;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Locks;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Maildirs;

/// <summary><c>mailbox copy</c> as an operator runs it, from a maildir.</summary>
public sealed class MaildirCommandTests
{
    [Test]
    public async Task MailboxCopy_WhenTheSourceIsAMaildir_ShouldAskForNoPasswordAndKnowItUnderEachOfItsPaths()
    {
        using var maildir = new TestMaildir();
        await using var import = await MaildirImport.StartAsync();
        maildir.Add(string.Empty, "one");
        maildir.Add(string.Empty, "two");
        File.CreateSymbolicLink(maildir.Beside("link"), maildir.Path);

        using var first = Start(maildir, import, maildir.Path);
        var copied = await first.FinishAsync();
        using var second = Start(maildir, import, $"{maildir.Beside("link")}/");
        var again = await second.FinishAsync();

        Assert.That(copied, Does.Contain("1 folders, 2 messages: 2 copied"));
        Assert.That(again, Does.Contain("0 copied (0.0 MB), 2 skipped"));
        Assert.That(Directory.GetFiles(maildir.Beside("data/hosting-migrations/mailboxes"), "*.json"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task MailboxCopy_WhenSomeOfItIsAnotherUsers_ShouldCopyTheRestAndSayWhy()
    {
        await TwoUsersTests.CheckAsync();
        using var maildir = new TestMaildir();
        await using var import = await MaildirImport.StartAsync();
        maildir.Add(string.Empty, "one");
        var hidden = maildir.Add(string.Empty, "two");
        foreach (var folder in (string[])[".Private", ".Sent"])
        {
            maildir.AddFolder(folder);
            maildir.Add(folder, $"in {folder}");
        }

        await TestMaildir.RunAsync("chmod", "755", maildir.Beside("."), maildir.Path);
        await TestMaildir.RunAsync("chmod", "000", hidden, maildir.PathOf(".Private"));
        TwoUsersTests.Open(Directory.CreateDirectory(maildir.Beside("data")).FullName);

        using var process = Start(maildir, import, maildir.Path, TwoUsersTests.AsNobody);
        var (output, error) = await process.FailAsync();

        Assert.That(output, Does.Contain("2 copied"), error);
        Assert.That(output, Does.Contain("this user may not read the folder Private; run the copy as the maildir's owner").And.Contain($"this user may not read {hidden}"));
        Assert.That(await RawMailbox.CountAsync(import.Account, "Sent"), Is.EqualTo(1));
    }

    [Test]
    public async Task MailboxCopy_WhenThePathIsNoMaildir_ShouldNameIt()
    {
        using var maildir = new TestMaildir();
        await using var import = await MaildirImport.StartAsync();

        using var process = Start(maildir, import, maildir.PathOf(string.Empty, "cur"));
        var (_, error) = await process.FailAsync();

        Assert.That(error, Does.Contain($"maildir:{maildir.PathOf(string.Empty, "cur")} can't be read").And.Contain("such as maildir:/home/ann/Maildir"));
    }

    [Test]
    public async Task MailboxCopy_WhenTheDestinationIsAMaildir_ShouldRefuseIt()
    {
        using var process = CopyProcess.Start(native: null, new Dictionary<string, string>(), "--source", "imaps://ann@imap.example.net", "--destination", "maildir:/tmp/x");

        var (_, error) = await process.FailAsync();

        Assert.That(error, Does.StartWith("error: --destination can't be a maildir, which is only read"));
    }

    [TestCase("maildir:")]
    [TestCase("maildir:\0")]
    public void Parse_WhenThereIsNoPath_ShouldSayWhatToWrite(string text) =>
        Assert.That(() => MaildirUrl.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains("such as maildir:/home/ann/Maildir"));

    [TestCase("maildir:/no/such/../Maildir/", "/no/Maildir")]
    [TestCase("MAILDIR:///no/Maildir", "/no/Maildir")]
    [TestCase("maildir:/no/ann@host:1/Mail dir", "/no/ann@host:1/Mail dir")]
    public void Parse_WhenThereIsAPath_ShouldBeItsFullOne(string text, string path) => Assert.That(MaildirUrl.Parse(text).Maildir, Is.EqualTo(path));

    [Test]
    public void Parse_WhenThePathBeginsAtHome_ShouldFindIt() =>
        Assert.That(MaildirUrl.Parse("maildir:~/no such Maildir").Maildir, Does.EndWith("/no such Maildir").And.Not.Contain("~"));

    private static CopyProcess Start(TestMaildir maildir, MaildirImport import, string path, params string[] starter) => CopyProcess.StartBy(
        starter,
        new Dictionary<string, string>
        {
            ["DESTINATION_PASSWORD"] = import.Account.Password,
            ["XDG_DATA_HOME"] = Directory.CreateDirectory(maildir.Beside("data")).FullName,
            ["HOME"] = maildir.Beside("data"),
            ["TMPDIR"] = maildir.Beside("data"),
            ["MailboxCopy__SettleTime"] = "00:00:00",
        },
        "--source",
        $"maildir:{path}",
        "--destination",
        $"imap://anna@{import.Account.Host}:{import.Account.Port}",
        "--destination-accept-any-certificate");
}
