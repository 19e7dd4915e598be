using System.Diagnostics;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Checkpoints;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Checkpoints;

public sealed class FileCheckpointStoreTests
{
    private const string Mailbox = "ann@old -> ann@new";

    private static readonly FolderCheckpoint Inbox = new(
        "INBOX", "INBOX", 1, 2, 9, 31, 77, UidMap.Parse("1>17x4,7>30"), UidSet.Parse("5"), new Dictionary<string, UidSet> { [@"\Seen"] = UidSet.Parse("1:4") }, SourceSurplus: -3);

    private TemporaryFolder _folder = null!;

    private string Path => _folder.PathOf("state.json");

    [SetUp]
    public void Prepare() => _folder = new TemporaryFolder();

    [TearDown]
    public void CleanUp() => _folder.Dispose();

    [Test]
    public async Task SaveAsync_WhenTheFileIsOpenedAgain_ShouldGiveTheCheckpointBackWhole()
    {
        await SaveAsync();

        using var again = new FileCheckpointStore(Path, Mailbox);
        var read = (await again.LoadAsync(default)).Single();
        Assert.That(
            (read.SourceFolder, read.SourceUidNext, read.HighestModSeq, $"{read.Copied}", $"{read.Unfinished}", $"{read.Flags[@"\Seen"]}", read.SourceSurplus),
            Is.EqualTo(("INBOX", 9u, 77ul, "1>17x4,7>30", "5", "1:4", (long?)-3)));
    }

    [Test]
    public void SaveAsync_WhenTheFileCantBeWritten_ShouldNameIt()
    {
        using var store = new FileCheckpointStore(Path, Mailbox);
        Directory.CreateDirectory(Path + ".new");

        Assert.That(
            () => store.SaveAsync([Inbox], default),
            Throws.TypeOf<MailFaultException>().With.Property(nameof(MailFaultException.Fault)).EqualTo(CopyFault.Internal).And.Message.Contains($"could not keep the state in {Path}"));
    }

    [Test]
    public async Task Open_WhenTheFileIsOfAnotherMailboxWithAnOddName_ShouldShowItClean()
    {
        await SaveAsync();
        var text = await File.ReadAllTextAsync(Path);
        await File.WriteAllTextAsync(Path, text.Replace("ann@old", "\\u001b[31mev\\u202eil", StringComparison.Ordinal));

        Assert.That(
            () => new FileCheckpointStore(Path, Mailbox),
            Throws.TypeOf<RequestInvalidException>().With.Property(nameof(RequestInvalidException.Errors)).One.Property("Description").Contains("belongs to another mailbox: \ufffd[31mev\ufffdil"));
    }

    [Test]
    public async Task Open_WhenTheFileIsOfAnEarlierVersion_ShouldReadIt()
    {
        await SaveAsync();
        var text = await File.ReadAllTextAsync(Path);
        await File.WriteAllTextAsync(Path, text.Replace("\"SourceSurplus\":-3,", string.Empty, StringComparison.Ordinal));
        Assert.That(await File.ReadAllTextAsync(Path), Does.Not.Contain("SourceSurplus"));

        using var store = new FileCheckpointStore(Path, Mailbox);

        Assert.That((await store.LoadAsync(default)).Single().SourceSurplus, Is.Null);
    }

    [TestCase("1\\u003E17x4,7\\u003E30", "1\\u003E17x4,3\\u003E30", "out of place")]
    [TestCase("1\\u003E17x4,7\\u003E30", "1\\u003E17x0", "out of place")]
    [TestCase("1\\u003E17x4,7\\u003E30", "1\\u003E4294967295x4", "out of place")]
    [TestCase("1\\u003E17x4,7\\u003E30", "one", "no part of a map")]
    [TestCase("1\\u003E17x4,7\\u003E30", "1\\u003E99999999999", "no UID")]
    [TestCase("\"Unfinished\":\"5\"", "\"Unfinished\":\"5:3\"", "ends before it begins")]
    [TestCase("\"Unfinished\":\"5\"", "\"Unfinished\":null", "Unfinished")]
    [TestCase("1:4", "1:x", "no UID")]
    [TestCase("\"Folders\":[", "\"Folders\":", "can't be read")]
    [TestCase("\"Folders\":[", "\"Folders\":[null,", "Delete it")]
    [TestCase("1:4\\u0022", "1:4\\u0022,\\u0022a\\u0022:null", "The flag a has no messages")]
    [TestCase("\"HighestModSeq\":77", "\"HighestModSeq\":-1", "HighestModSeq can't be -1")]
    [TestCase("\"SourceUidNext\":9", "\"SourceUidNext\":-9", "SourceUidNext can't be -9")]
    [TestCase("\"DestinationUidNext\":31", "\"DestinationUidNext\":1099511627776", "DestinationUidNext can't be 1099511627776")]
    [TestCase("\"SourceUidValidity\":1", "\"SourceUidValidity\":4294967296", "SourceUidValidity can't be 4294967296")]
    public async Task Open_WhenTheFileIsBroken_ShouldSaySoAtOnce(string sound, string broken, string words)
    {
        await SaveAsync();
        var text = await File.ReadAllTextAsync(Path);
        Assert.That(text, Does.Contain(sound));
        await File.WriteAllTextAsync(Path, text.Replace(sound, broken, StringComparison.Ordinal));

        var refusal = Assert.Throws<RequestInvalidException>(() => new FileCheckpointStore(Path, Mailbox).Dispose());

        Assert.That(refusal!.Errors.Single().Field, Is.EqualTo("state"));
        Assert.That(refusal.Errors.Single().Description, Does.StartWith($"{Path} can't be read: ").And.Contain(words));
    }

    [Test]
    public void Open_WhenTheFileIsAFolder_ShouldSaySoAtOnce()
    {
        Directory.CreateDirectory(Path);

        Assert.That(Refuse(Mailbox), Is.EqualTo($"{Path} can't be used: it is a folder; name a file"));
    }

    [Test]
    [CancelAfter(30_000)]
    [Platform(Exclude = "Win")]
    public async Task Open_WhenTheFileIsAPipe_ShouldSaySoAtOnce(CancellationToken cancellationToken)
    {
        using var make = Process.Start("mkfifo", [Path]);
        await make.WaitForExitAsync(cancellationToken);

        var words = await Task.Run(() => Refuse(Mailbox), cancellationToken).WaitAsync(cancellationToken);

        Assert.That(words, Is.EqualTo($"{Path} can't be used: it is a pipe or a device; name a file"));
    }

    [Test]
    public async Task Open_WhenTheFileIsAnothersOrInUse_ShouldRefuse()
    {
        await SaveAsync();

        using (new FileCheckpointStore(Path, Mailbox))
        {
            Assert.That(Refuse(Mailbox), Does.Contain("can't be used"));
        }

        Assert.That(Refuse("ben@old -> ben@new"), Does.EndWith($"belongs to another mailbox: {Mailbox}"));
    }

    [Test]
    public void Open_WhenManyOpenAndCloseIt_ShouldNeverBeOpenTwice()
    {
        const int Programs = 6;
        const int Tries = 300;
        var (inside, most, opened) = (0, 0, 0);
        var threads = Enumerable.Range(0, Programs).Select(_ => new Thread(() =>
        {
            for (var number = 0; number < Tries; number++)
            {
                try
                {
                    using var store = new FileCheckpointStore(Path, Mailbox);
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    Interlocked.Increment(ref opened);
                    Thread.Yield();
                    Interlocked.Decrement(ref inside);
                }
                catch (RequestInvalidException)
                {
                    // Another one has it.
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.That(most, Is.EqualTo(1), $"opened {opened} times");
    }

    private string Refuse(string mailbox) => Assert.Throws<RequestInvalidException>(() => new FileCheckpointStore(Path, mailbox).Dispose())!.Errors.Single().Description;

    private async Task SaveAsync()
    {
        using var store = new FileCheckpointStore(Path, Mailbox);
        await store.SaveAsync([Inbox], default);
    }
}
