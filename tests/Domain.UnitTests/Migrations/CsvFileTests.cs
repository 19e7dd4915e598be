using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

[TestFixture]
internal sealed class CsvFileTests
{
    private static readonly string Longest = new('n', CsvFile.MaxNameLength);

    private static IEnumerable<TestCaseData> InvalidNames =>
    [
        new TestCaseData(string.Empty).SetArgDisplayNames("empty"),
        new TestCaseData(" \t").SetArgDisplayNames("blank"),
        new TestCaseData(Longest + "n").SetArgDisplayNames("too long"),
    ];

    [Test]
    public void EnsureValid_WhenNamesAreLongestAndTheFileIsEmpty_ShouldPass() =>
        Assert.That(() => new CsvFile(Longest, Longest, 0).EnsureValid(), Throws.Nothing);

    [TestCaseSource(nameof(InvalidNames))]
    public void EnsureValid_WhenTheNameIsInvalid_ShouldThrow(string name) =>
        Assert.That(() => new CsvFile(name, "mine.csv", 1).EnsureValid(), Throws.ArgumentException);

    [TestCaseSource(nameof(InvalidNames))]
    public void EnsureValid_WhenTheOriginalNameIsInvalid_ShouldThrow(string name) =>
        Assert.That(() => new CsvFile("kept.csv", name, 1).EnsureValid(), Throws.ArgumentException);

    [Test]
    public void EnsureValid_WhenTheSizeIsNegative_ShouldThrow() =>
        Assert.That(() => new CsvFile("kept.csv", "mine.csv", -1).EnsureValid(), Throws.InstanceOf<ArgumentException>());

    [TestCase("a\0b.csv")]
    [TestCase("a\nb.csv")]
    [TestCase("a\u001Fb.csv")]
    public void EnsureValid_WhenANameHasAControlCharacter_ShouldThrow(string name)
    {
        Assert.That(() => new CsvFile(name, "uploaded.csv", 1).EnsureValid(), Throws.ArgumentException);
        Assert.That(() => new CsvFile("kept.csv", name, 1).EnsureValid(), Throws.ArgumentException);
    }
}
