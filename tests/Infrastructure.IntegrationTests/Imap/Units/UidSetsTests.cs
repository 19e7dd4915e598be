using Hosting.Migrations.Imap.Connections;
using MailKit;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class UidSetsTests
{
    [TestCase("", "")]
    [TestCase("3,7:9", "3,7:9")]
    [TestCase("9:7,3", "3,7:9")]
    [TestCase("5,5,4:6", "4:6")]
    [TestCase("4294967294:4294967295", "4294967294:4294967295")]
    public void ToUidSet_WhenASearchHasFoundThem_ShouldHoldEachOnce(string found, string expected) =>
        Assert.That(Parse(found).ToUidSet(held: 10).ToString(), Is.EqualTo(expected));

    [Test]
    public void ToUidSet_WhenTheAnswerIsAList_ShouldHoldThoseOfTheList() =>
        Assert.That(new List<UniqueId> { new(9), new(3) }.ToUidSet(held: 2).ToString(), Is.EqualTo("3,9"));

    // Read one by one, the last would take minutes.
    [TestCase("1:1003", 2)]
    [TestCase("1:4294967295", 4)]
    [TestCase("1:2000000000", int.MaxValue)]
    public void ToUidSet_WhenThereAreMoreThanTheFolderCanHold_ShouldRefuseThem(string found, int held) =>
        Assert.That(() => Parse(found).ToUidSet(held), Throws.TypeOf<FormatException>());

    private static UniqueIdSet Parse(string text) => text.Length == 0 ? [] : UniqueIdSet.TryParse(text, out var set) ? set : throw new FormatException(text);
}
