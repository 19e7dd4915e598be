using Hosting.Migrations.Domain.Selection;

namespace Hosting.Migrations.Domain.UnitTests.Selection;

public sealed class FolderPatternTests
{
    [TestCase("INBOX", "INBOX", true)]
    [TestCase("inbox", "INBOX", true)]
    [TestCase("Inbox/Old", "INBOX/Old", true)]
    [TestCase("work", "Work", false)]
    [TestCase("Work", "Work", true)]
    [TestCase("Work", "Work/Old", false)]
    [TestCase("Work/*", "Work/Old", true)]
    [TestCase("Work/*", "Work", false)]
    [TestCase("Work/*", "Work/Old/2020", false)]
    [TestCase("Work/**", "Work/Old/2020", true)]
    [TestCase("Work/**", "Work", true)]
    [TestCase("Work/**", "Workshop", false)]
    [TestCase("**", "A/b/c", true)]
    [TestCase("*", "A/b", false)]
    [TestCase("**/Old", "Old", true)]
    [TestCase("**/Old", "A/b/Old", true)]
    [TestCase("**/Old", "A/b/Older", false)]
    [TestCase("**/b/**/d", "a/b/c/b/x/d", true)]
    [TestCase("**/b/**/d", "a/c/x/d", false)]
    [TestCase("20??", "2025", true)]
    [TestCase("20??", "20255", false)]
    [TestCase("[Gmail]/*", "[Gmail]/Spam", true)]
    [TestCase("[Gmail]", "G", false)]
    [TestCase("{a,b}", "{a,b}", true)]
    [TestCase(@"a\*b", "a*b", true)]
    [TestCase(@"a\*b", "axb", false)]
    [TestCase(@"\\Trash", @"\Trash", true)]
    [TestCase(@"a\=b", "a=b", true)]
    [TestCase("Entwu\u0308rfe", "Entw\u00fcrfe", true)]
    [TestCase("*", "", true)]
    [TestCase("*.txt", "notes", false)]
    public void Matches_WhenNamed_ShouldTell(string pattern, string folder, bool expected) =>
        Assert.That(FolderPattern.Parse(pattern).Matches(Path(folder)), Is.EqualTo(expected));

    [TestCase(@"\Trash", "Papierkorb", true)]
    [TestCase(@"\trash", "Papierkorb", true)]
    [TestCase(@"\Trash", "Papierkorb/Old", true)]
    [TestCase(@"\Trash/*", "Papierkorb/Old", true)]
    [TestCase(@"\Trash/*", "Papierkorb", false)]
    [TestCase(@"\Junk", "Papierkorb", false)]
    [TestCase("Papierkorb", "Papierkorb", true)]
    public void Matches_WhenNamedByUse_ShouldTell(string pattern, string folder, bool expected)
    {
        var path = new FolderPath([.. folder.Split('/').Select((name, at) => new FolderLevel(name, at == 0, at == 0 ? FolderUses.Trash : FolderUses.None))]);

        Assert.That(FolderPattern.Parse(pattern).Matches(path), Is.EqualTo(expected));
    }

    [TestCase("", "must not be empty")]
    [TestCase("/a", "must not have an empty level: no / at its ends, and no two in a row")]
    [TestCase("a//b", "must not have an empty level: no / at its ends, and no two in a row")]
    [TestCase("a/", "must not have an empty level: no / at its ends, and no two in a row")]
    [TestCase("a\nb", "must not hold the character U+000A, which is not seen")]
    [TestCase("a\u202Eb", "must not hold the character U+202E, which is not seen")]
    [TestCase("a**", "must have ** as a level of its own, such as Projects/**")]
    [TestCase("***", "must have ** as a level of its own, such as Projects/**")]
    public void FindFault_WhenMalformed_ShouldSayWhy(string pattern, string expected)
    {
        Assert.That(FolderPattern.FindFault(pattern), Is.EqualTo(expected));
        Assert.That(() => FolderPattern.Parse(pattern), Throws.InstanceOf<FormatException>().With.Message.Contains(expected));
    }

    [TestCase(@"\Trsh")]
    [TestCase(@"\Inbox")]
    [TestCase(@"a/\Trash")]
    [TestCase(@"a\")]
    public void FindFault_WhenABackslashMeansNothing_ShouldNameWhatItMayMean(string pattern) =>
        Assert.That(FolderPattern.FindFault(pattern), Does.Contain(@"\Archive, \Drafts").And.Contain("backslash"));

    [Test]
    public void FindFault_WhenHalfACharacterOrTooLong_ShouldSayWhy()
    {
        Assert.That(FolderPattern.FindFault("a" + '\ud83d'), Is.EqualTo("must not hold half a character"));
        Assert.That(FolderPattern.FindFault(new string('a', FolderPattern.MaxLength)), Is.Null);
        Assert.That(FolderPattern.FindFault(new string('a', FolderPattern.MaxLength + 1)), Is.EqualTo("must have at most 300 characters"));
    }

    [Test]
    [CancelAfter(5_000)]
    public void Matches_WhenPatternAndNameMeanHarm_ShouldEndSoon()
    {
        var stars = FolderPattern.Parse(string.Concat(Enumerable.Repeat("*a", 140)) + "*b");
        var levels = FolderPattern.Parse(string.Join('/', Enumerable.Repeat("**/a", 59)) + "/b");

        for (var time = 0; time < 100; time++)
        {
            Assert.That(stars.Matches(Path(new string('a', 100_000))), Is.False);
            Assert.That(levels.Matches(Path(string.Join('/', Enumerable.Repeat("a", 1000)))), Is.False);
        }
    }

    private static FolderPath Path(string name) => new([.. name.Split('/').Select((level, at) => new FolderLevel(level, at == 0))]);
}
