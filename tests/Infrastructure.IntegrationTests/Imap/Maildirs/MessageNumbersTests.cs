using Hosting.Migrations.Imap.Maildir;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Microsoft.Extensions.Time.Testing;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Maildirs;

/// <summary>Under one UIDVALIDITY a number is one message for ever, and a message has one number.</summary>
public sealed class MessageNumbersTests
{
    private static readonly Numbers Server = new(77, 12, new Dictionary<string, uint> { ["a"] = 3, ["b"] = 11 });

    private TemporaryFolder _folder = null!;
    private FakeTimeProvider _clock = null!;

    private string KeptIn => _folder.PathOf("kept/folder.uids");

    [SetUp]
    public void Make() => (_folder, _clock) = (new TemporaryFolder(), new FakeTimeProvider());

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public async Task FindAsync_WhenTheServersListHasAll_ShouldTakeItAndKeepNothing()
    {
        var numbers = await FindAsync(Server, "b", "a");

        Assert.That((numbers.UidValidity, numbers.Next), Is.EqualTo((Server.UidValidity, Server.Next)));
        Assert.That(numbers.Uids, Is.EquivalentTo(Server.Uids));
        Assert.That(File.Exists(KeptIn), Is.False);
    }

    [Test]
    public async Task FindAsync_WhenTheServersListCannotTellTwoApart_ShouldNumberBothForEver()
    {
        var before = await FindAsync(Server, "b", "a/5", "a/7");
        var after = await FindAsync(Server, "b", "a/7");

        Assert.That((before.Uids.Count, before.Uids.Values.Distinct().Count()), Is.EqualTo((3, 3)));
        Assert.That((after.UidValidity, after.Uids["a/7"]), Is.EqualTo((before.UidValidity, before.Uids["a/7"])));
    }

    [Test]
    public async Task FindAsync_WhenTheServersListLacksSome_ShouldNumberThemAboveUnderAnotherValidity()
    {
        var numbers = await FindAsync(Server, "d", "a", "c");

        Assert.That((numbers.Uids["a"], numbers.Uids["d"], numbers.Uids["c"], numbers.Next), Is.EqualTo((3u, 12u, 13u, 14u)));
        Assert.That(numbers.UidValidity, Is.Not.EqualTo(Server.UidValidity));
    }

    [Test]
    public async Task FindAsync_WhenTheServerNumbersThemLater_ShouldStayWithWhatIsKept()
    {
        var before = await FindAsync(Server, "a", "c");
        var after = await FindAsync(new Numbers(77, 13, new Dictionary<string, uint> { ["a"] = 3, ["c"] = 12 }), "a", "c");

        Assert.That((after.UidValidity, after.Uids["c"]), Is.EqualTo((before.UidValidity, before.Uids["c"])));
    }

    [Test]
    public async Task FindAsync_WhenTheServerLacksMailThatComesDuringARun_ShouldLeaveItToTheNext()
    {
        var run = Numbering();
        await run.FindAsync(Files("a"), Server, CancellationToken.None);

        Assert.That((await run.FindAsync(Files("a", "new"), Server, CancellationToken.None)).UidValidity, Is.EqualTo(77));
        Assert.That((await FindAsync(Server, "a", "new")).Uids, Does.ContainKey("new"));
    }

    [Test]
    public async Task FindAsync_WhenThereIsNoList_ShouldNumberByTimeAndName()
    {
        var files = new Dictionary<string, FoundFile> { ["z"] = At(1), ["y"] = At(3), ["x"] = At(2), ["a"] = At(3) };

        var numbers = await Numbering().FindAsync(files, null, CancellationToken.None);

        Assert.That(numbers.Uids.OrderBy(pair => pair.Value).Select(pair => pair.Key), Is.EqualTo(new[] { "z", "x", "a", "y" }));
        Assert.That(numbers.Next, Is.EqualTo(5));
    }

    [TestCase("later", 9)]
    [TestCase("an older one that turns up", 0)]
    public async Task FindAsync_WhenMailArrives_ShouldNumberItAboveAllOthersAndLeaveThese(string name, long modified)
    {
        var before = await FindAsync(null, "a", "b");

        var files = Files("a", "b");
        files.Add(name, At(modified));
        var after = await Numbering().FindAsync(files, null, CancellationToken.None);

        Assert.That((after.UidValidity, after.Uids["a"], after.Uids["b"]), Is.EqualTo((before.UidValidity, 1u, 2u)));
        Assert.That(after.Uids[name], Is.GreaterThanOrEqualTo(before.Next));
    }

    [Test]
    public async Task FindAsync_WhenMailIsGone_ShouldNeverGiveItsNumberToAnother()
    {
        var first = await FindAsync(null, "a", "b");
        await FindAsync(null, "b");
        var third = await FindAsync(null, "b", "c");
        var back = await FindAsync(null, "a", "b", "c");

        Assert.That(third.Uids["c"], Is.GreaterThan(first.Uids.Values.Max()));
        Assert.That((back.Uids["a"], back.UidValidity), Is.EqualTo((first.Uids["a"], first.UidValidity)));
    }

    [Test]
    public async Task FindAsync_WhenWhatWasKeptIsLost_ShouldNumberTheSameMessagesTheSame()
    {
        var before = await FindAsync(null, "a", "b");
        File.Delete(KeptIn);
        var after = await FindAsync(null, "a", "b");

        Assert.That((after.UidValidity, after.Uids["b"]), Is.EqualTo((before.UidValidity, before.Uids["b"])));
    }

    [TestCase("a")]
    [TestCase("a b c")]
    [TestCase("a c")]
    public async Task FindAsync_WhenWhatWasKeptIsLostAndMailHasChanged_ShouldChangeTheValidity(string now)
    {
        var before = await FindAsync(null, "a", "b");
        File.Delete(KeptIn);

        Assert.That((await FindAsync(null, now.Split(' '))).UidValidity, Is.Not.EqualTo(before.UidValidity));
    }

    [Test]
    public async Task FindAsync_WhenWhatWasKeptIsLostAfterMailHasCome_ShouldGiveItsNumberToNoOther()
    {
        await FindAsync(null, "a");
        var before = await FindAsync(null, "a", "b");
        File.Delete(KeptIn);
        await FindAsync(null, "a");
        _clock.Advance(TimeSpan.FromSeconds(1.1));

        Assert.That((await FindAsync(null, "a", "c")).Uids["c"], Is.Not.EqualTo(before.Uids["b"]));
    }

    [Test]
    public async Task FindAsync_WhenSeveralNumberAtOnce_ShouldAgree()
    {
        await FindAsync(null, "a");

        var found = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => FindAsync(null, [.. Enumerable.Range(0, 8).Where(other => other != number).Select(other => $"m{other}"), "a"]))));

        var numbers = found.SelectMany(each => each.Uids).Distinct().ToList();
        Assert.That(numbers.Select(pair => pair.Key), Is.Unique);
        Assert.That(numbers.Select(pair => pair.Value), Is.Unique);
        Assert.That(found.Select(each => each.UidValidity).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task FindAsync_WhenAFolderIsEmpty_ShouldKeepNothing()
    {
        var numbers = await FindAsync(null);

        Assert.That((numbers.Next, File.Exists(KeptIn)), Is.EqualTo((1u, false)));
        Assert.That(numbers.UidValidity, Is.Not.Zero);
    }

    private static FoundFile At(long modified) => new("name", "cur", modified, 1);

    private static Dictionary<string, FoundFile> Files(params string[] names) => names.Index().ToDictionary(name => name.Item, name => At(name.Index));

    private MessageNumbers Numbering() => new(".Folder", KeptIn, _clock);

    private Task<Numbers> FindAsync(Numbers? server, params string[] names) => Numbering().FindAsync(Files(names), server, CancellationToken.None);
}
