using Hosting.Migrations.Domain.Selection;

namespace Hosting.Migrations.Domain.UnitTests.Selection;

public sealed class FolderMappingTests
{
    [TestCase("Old", "Archive/Old", null)]
    [TestCase(@"\Junk", "Spam", null)]
    [TestCase("INBOX", "Earlier/INBOX", null)]
    [TestCase("INBOX", "inbox", null)]
    [TestCase("Old", "INBOX/Old", null)]
    [TestCase("Old", "INBOX", "to must not be INBOX, where the source's INBOX goes: two folders can't become one")]
    [TestCase("Old*", "New", "from must name one folder, without * and ?: two folders can't become one")]
    [TestCase("**/Old", "New", "from must name one folder, without * and ?: two folders can't become one")]
    [TestCase(@"Old\*", "New", null)]
    [TestCase("", "New", "from must not be empty")]
    [TestCase("Old", "", "to must not be empty")]
    [TestCase("Old", "a//b", "to must not have an empty level: no / at its ends, and no two in a row")]
    [TestCase("Old", "a/../b", "to must not have a level of dots alone")]
    [TestCase("Old", "a/ b", "to must not have a level that begins or ends with a blank")]
    [TestCase("Old", "a\rb", "to must not hold the character U+000D, which is not seen")]
    [TestCase("Old", @"\Trash", "to must be a name: what is for a use is known at the source alone")]
    public void FindFault_ShouldSayWhatIsWrong(string from, string to, string? expected) =>
        Assert.That(FolderMapping.FindFault(from, to), Is.EqualTo(expected));

    [TestCase("A=x,B=y", null)]
    [TestCase("A=x,A=y", "must not map A twice")]
    [TestCase("inbox=x,INBOX=y", "must not map INBOX twice")]
    [TestCase("A=x,B=X", "must not map two folders to x: two folders can't become one")]
    public void FindFault_WhenBesideEachOther_ShouldSayWhatIsWrong(string map, string? expected) =>
        Assert.That(FolderSelection.FindFault([.. map.Split(',').Select(pair => pair.Split('=')).Select(pair => FolderMapping.Of(pair[0], pair[1]))]), Is.EqualTo(expected));

    [TestCase("Work", "Work", 1)]
    [TestCase("Work", "Work/Old/2020", 1)]
    [TestCase("Work/Old", "Work/Old/2020", 2)]
    [TestCase("Work", "Workshop", null)]
    [TestCase("Old", "Work/Old", null)]
    public void FindMapping_ShouldTakeTheNearest(string from, string folder, int? depth)
    {
        var selection = new FolderSelection { Map = [FolderMapping.Of(from, "Place")] };

        Assert.That(selection.FindMapping(new FolderPath([.. folder.Split('/').Select((name, at) => new FolderLevel(name, at == 0))]))?.Depth, Is.EqualTo(depth));
    }
}
