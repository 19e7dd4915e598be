using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Once;

/// <summary>Folders that take each other's names at the source between two passes.</summary>
public sealed class RenamedFoldersTests
{
    private const int Each = 4;

    [Test]
    public async Task CopyAsync_WhenTheArchiveIsRenamedAndANewOneMade_ShouldNotCopyTheOldAgain([Values] bool hasModSeq)
    {
        await using var pair = await CopyFirstAsync(hasModSeq);
        pair.Source.Mailbox.Rename("A", "A 2025");
        Fill(pair.Source.Mailbox.Add("A"), uidValidity: 9, from: 100, count: 1, hasModSeq);

        // The third pass goes by what the second has noted of both.
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: (2 * Each) + 1, copied: 1, there: 2 * Each);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: (2 * Each) + 1, there: (2 * Each) + 1);

        Assert.That(Count(pair), Is.EqualTo((2 * Each) + 1));
    }

    [Test]
    public async Task CopyAsync_WhenTheArchiveIsRenamedEachYear_ShouldNotCopyTheOldAgain()
    {
        await using var pair = await CopyFirstAsync();
        for (var year = 1; year <= 3; year++)
        {
            pair.Source.Mailbox.Rename("A", $"A {year}");
            Fill(pair.Source.Mailbox.Add("A"), uidValidity: 100 + (uint)year, from: 100 * year, count: 1);
            (await pair.CopyAsync()).ShouldSucceed();
        }

        Assert.That(Count(pair), Is.EqualTo((2 * Each) + 3));
    }

    [Test]
    public async Task CopyAsync_WhenAFolderIsRenamedTwice_ShouldNotCopyItAgain()
    {
        await using var pair = await CopyFirstAsync();
        foreach (var (from, to) in new[] { ("A", "C"), ("C", "D") })
        {
            pair.Source.Mailbox.Rename(from, to);
            (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 2 * Each, there: 2 * Each);
        }

        Assert.That(Count(pair), Is.EqualTo(2 * Each));
    }

    [Test]
    public async Task CopyAsync_WhenAnEarlierNameIsTakenLater_ShouldKeepTheFoldersApart()
    {
        await using var pair = await CopyFirstAsync();
        pair.Source.Mailbox.Rename("A", "C");
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 2 * Each, there: 2 * Each);
        Fill(pair.Source.Mailbox.Add("A"), uidValidity: 9, from: 100, count: 1);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: (2 * Each) + 1, copied: 1, there: 2 * Each);

        Assert.That(pair.SubjectsIn("A"), Has.Count.EqualTo(Each));
    }

    [Test]
    public async Task CopyAsync_WhenFoldersAreRenamedInAChain_ShouldNotCopyThemAgain([Values] bool hasModSeq)
    {
        await using var pair = await CopyFirstAsync(hasModSeq);
        pair.Source.Mailbox.Rename("B", "C");
        pair.Source.Mailbox.Rename("A", "B");

        foreach (var _ in new[] { 2, 3 })
        {
            (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 2 * Each, there: 2 * Each);
        }

        Assert.That(Count(pair), Is.EqualTo(2 * Each));
    }

    // That all names are known keeps the first pass from asking for their state.
    [Test]
    public async Task CopyAsync_WhenFoldersExchangeTheirNames_ShouldSayItAndNotCopyThemAgain()
    {
        await using var pair = await CopyFirstAsync();
        pair.Source.Mailbox.Rename("A", "x");
        pair.Source.Mailbox.Rename("B", "A");
        pair.Source.Mailbox.Rename("x", "B");

        var second = await pair.CopyAsync();
        Assert.That(second.Failures.Select(failure => (failure.Folder, failure.Fault)), Is.EquivalentTo(new[] { ("A", CopyFault.Protocol), ("B", CopyFault.Protocol) }));
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 2 * Each, there: 2 * Each);

        Assert.That(Count(pair), Is.EqualTo(2 * Each));
    }

    [Test]
    public async Task CopyAsync_WhenAFolderGetsTheUidValidityOfAnother_ShouldRecogniseItsMessages()
    {
        await using var pair = await CopyFirstAsync();
        pair.Source.Mailbox.Find("A")!.UidValidity = pair.Source.Mailbox.Find("B")!.UidValidity;

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 2 * Each, there: 2 * Each);

        Assert.That(Count(pair), Is.EqualTo(2 * Each));
    }

    [Test]
    public async Task CopyAsync_WhenAFolderIsRenamedAtTheDestination_ShouldGoOnInIt([Values] bool isRenamedAtSource, [Values] bool hasNewUnderItsName)
    {
        await using var pair = await CopyFirstAsync(hasPlaces: true);
        pair.Destination.Mailbox.Rename("A", "C");
        if (hasNewUnderItsName)
        {
            pair.Destination.Mailbox.Add("A").UidValidity = 107;
        }

        if (isRenamedAtSource)
        {
            pair.Source.Mailbox.Rename("A", "C");
        }

        pair.Source.Mailbox.Find(isRenamedAtSource ? "C" : "A")!.Add("Message-ID: <50@x>\r\nSubject: message 50\r\n\r\nhello 50\r\n");

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: (2 * Each) + 1, copied: 1, there: 2 * Each);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: (2 * Each) + 1, there: (2 * Each) + 1);

        Assert.That(pair.SubjectsIn("C"), Has.Count.EqualTo(Each + 1));
        Assert.That(Count(pair), Is.EqualTo((2 * Each) + 1));
    }

    [Test]
    public async Task CopyAsync_WhenFoldersExchangeTheirNamesAtTheDestination_ShouldNotCopyThemAgain()
    {
        await using var pair = await CopyFirstAsync(hasPlaces: true);
        pair.Destination.Mailbox.Rename("A", "x");
        pair.Destination.Mailbox.Rename("B", "A");
        pair.Destination.Mailbox.Rename("x", "B");

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 2 * Each, there: 2 * Each);

        Assert.That(Count(pair), Is.EqualTo(2 * Each));
    }

    [Test]
    public async Task CopyAsync_WhenAFolderTookTheNameOfADeletedOneAtTheDestination_ShouldKeepThemApart()
    {
        await using var pair = await CopyFirstAsync(hasPlaces: true);
        pair.Destination.Mailbox.Remove("B");
        pair.Destination.Mailbox.Rename("A", "B");

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 2 * Each, copied: Each, there: Each);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 2 * Each, there: 2 * Each);

        Assert.That(pair.SubjectsIn("B"), Has.Count.EqualTo(Each));
        Assert.That(Count(pair), Is.EqualTo(2 * Each));
    }

    [Test]
    public async Task CopyAsync_WhenAFolderIsRenamedAndANewOneMadeDuringTheRun_ShouldSayThatItsMessagesAreMissing([Values] bool isSecond)
    {
        await using var pair = new ScriptedPair();
        Fill(pair.Source.Mailbox.Add("A"), uidValidity: 5, from: 1, Each);
        if (isSecond)
        {
            (await pair.CopyAsync()).ShouldSucceed();
            pair.Source.Mailbox.Find("A")!.Add("Message-ID: <50@x>\r\nSubject: message 50\r\n\r\nhello 50\r\n");
        }

        var isSwapped = false;
        pair.Source.On("EXAMINE", command =>
        {
            if (command.Text.Contains('A', StringComparison.Ordinal) && !command.Text.Contains("INBOX", StringComparison.Ordinal) && !isSwapped)
            {
                isSwapped = true;
                pair.Source.Mailbox.Rename("A", "A 2025");
                Fill(pair.Source.Mailbox.Add("A"), uidValidity: 9, from: 100, count: 1);
            }

            return command.AnswerByDefaultAsync();
        });

        var outcome = await pair.CopyAsync();

        Assert.That(outcome.Failures.Select(failure => (failure.Folder, failure.Fault)), Is.EqualTo(new[] { ("A", CopyFault.Protocol) }));
        (await pair.CopyAsync()).ShouldSucceed();
        Assert.That(Count(pair), Is.EqualTo(Each + 1 + (isSecond ? 1 : 0)));
    }

    // A server that gives all folders one UIDVALIDITY tells nothing by it.
    [Test]
    public async Task CopyAsync_WhenAFolderIsGoneAtTheDestinationAndAnotherHasItsUidValidity_ShouldCopyItAnew()
    {
        await using var pair = await CopyFirstAsync();
        pair.Destination.Mailbox.Remove("A");
        var own = pair.Destination.Mailbox.Add("Own");
        Fill(own, own.UidValidity, from: 200, 2 * Each);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 2 * Each, copied: Each, there: Each);

        Assert.That(pair.SubjectsIn("A"), Has.Count.EqualTo(Each));
    }

    private static async Task<ScriptedPair> CopyFirstAsync(bool hasModSeq = false, bool hasPlaces = false)
    {
        var pair = new ScriptedPair();
        if (hasPlaces)
        {
            pair.Destination.Mailbox.Add("A").UidValidity = 105;
            pair.Destination.Mailbox.Add("B").UidValidity = 106;
        }

        pair.Source.Capabilities += hasModSeq ? " ENABLE CONDSTORE" : string.Empty;
        Fill(pair.Source.Mailbox.Add("A"), uidValidity: 5, from: 1, Each, hasModSeq);
        Fill(pair.Source.Mailbox.Add("B"), uidValidity: 6, from: 11, Each, hasModSeq);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 2 * Each, copied: 2 * Each);
        return pair;
    }

    private static void Fill(ScriptedFolder folder, uint uidValidity, int from, int count, bool hasModSeq = false)
    {
        (folder.UidValidity, folder.HighestModSeq) = (uidValidity, hasModSeq ? 5ul : 0);
        foreach (var number in Enumerable.Range(from, count))
        {
            folder.Add($"Message-ID: <{number}@x>\r\nSubject: message {number}\r\n\r\nhello {number}\r\n");
        }
    }

    private static int Count(ScriptedPair pair) => pair.Destination.Mailbox.Folders.Sum(folder => folder.Messages.Count);
}
