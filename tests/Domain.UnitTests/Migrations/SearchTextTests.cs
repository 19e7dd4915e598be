using System.Text;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

[TestFixture]
internal sealed class SearchTextTests
{
    /// <summary>Throws on a lone surrogate, as a database driver does.</summary>
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static IEnumerable<int> ControlCharacters => Enumerable.Range(0x00, 0x20).Concat(Enumerable.Range(0x7F, 0x21));

    [TestCase("MG12345678", "mg12345678")]
    [TestCase("Caf\u00E9.csv", "CAFE\u0301.CSV")]
    [TestCase("\u039F\u0394\u039F\u03A3", "\u03BF\u03B4\u03BF\u03C2")]
    [TestCase("\u03C3", "\u03C2")]
    [TestCase("\u1E9E", "\u00DF")]
    [TestCase("\u03F4", "\u03B8")]
    [TestCase("\u041F\u041E\u0427\u0422\u0410", "\u043F\u043E\u0447\u0442\u0430")]
    [TestCase("\U00010400", "\U00010428")]
    public void Fold_WhenOnlyCaseOrCompositionDiffers_ShouldBeEqual(string one, string two) =>
        Assert.That(SearchText.Fold(one), Is.EqualTo(SearchText.Fold(two)));

    [TestCase("caf\u00E9", "cafe")]
    [TestCase("\u0131", "i")]
    [TestCase("100%", "100_")]
    [TestCase("a b", "ab")]
    public void Fold_WhenLettersDiffer_ShouldNotBeEqual(string one, string two) =>
        Assert.That(SearchText.Fold(one), Is.Not.EqualTo(SearchText.Fold(two)));

    [Test]
    [SetCulture("tr-TR")]
    public void Fold_WhenTheCultureHasADottedCapitalI_ShouldNotCare() => Assert.That(SearchText.Fold("migration"), Is.EqualTo("MIGRATION"));

    [Test]
    public void Fold_WhenAppliedToEveryLetterWithACapital_ShouldIgnoreCase()
    {
        var letters = Enumerable.Range(0, 0x110000)
            .Where(Rune.IsValid)
            .Select(value => new Rune(value))
            .Where(Rune.IsLower)
            .Select(rune => rune.ToString());

        Assert.That(letters.Where(letter => SearchText.Fold(letter) != SearchText.Fold(letter.ToUpperInvariant())), Is.Empty);
    }

    [TestCase("100%_[a-z]\\")]
    [TestCase("'; --")]
    public void Fold_WhenCharactersAreWildcardsInSql_ShouldKeepThem(string text) =>
        Assert.That(SearchText.Fold(text), Is.EqualTo(text.ToUpperInvariant()));

    [TestCaseSource(nameof(ControlCharacters))]
    public void Fold_WhenACharacterIsAControl_ShouldNotLetItSurvive(int control) =>
        Assert.That(SearchText.Fold($"a{(char)control}b"), Has.None.Matches<char>(char.IsControl));

    [TestCase("\uD800")]
    [TestCase("a\uDC00b")]
    [TestCase("\uDE00\uD83D")]
    [TestCase("\uFFFE")]
    [TestCase("\uD83D\uD83D\uDE00")]
    public void Fold_WhenASurrogateIsAlone_ShouldMakeTheTextWellFormed(string text) =>
        Assert.That(() => Strict.GetByteCount(SearchText.Fold(text)), Throws.Nothing);

    [TestCase("")]
    [TestCase("a\u001Fb\u0000\uD800")]
    [TestCase("e\u0301\u03C2\u0130")]
    public void Fold_WhenFoldedAlready_ShouldChangeNothing(string text)
    {
        var folded = SearchText.Fold(text);

        Assert.That(SearchText.Fold(folded), Is.EqualTo(folded));
    }

    [TestCase("first")]
    [TestCase("IRS")]
    [TestCase("second")]
    [TestCase("d")]
    public void Of_WhenATermIsInOneField_ShouldContainIt(string term) =>
        Assert.That(Contains(SearchText.Of("First", "Second"), term), Is.True);

    [TestCase("firstsecond")]
    [TestCase("tsec")]
    [TestCase("t sec")]
    [TestCase("first\u001Fsecond")]
    [TestCase("t\u001Fs")]
    [TestCase("\u001F")]
    [TestCase("t\u001E\u001Fs")]
    [TestCase("t\uFFFDs")]
    public void Of_WhenATermSpansTwoFields_ShouldNotContainIt(string term) =>
        Assert.That(Contains(SearchText.Of("First", "Second"), term), Is.False);

    [Test]
    public void Of_WhenAFieldHoldsTheSeparator_ShouldNotFakeAFieldBoundary() =>
        Assert.That(SearchText.Of("a\u001Fb", "c"), Is.Not.EqualTo(SearchText.Of("a", "b", "c")).And.Not.EqualTo(SearchText.Of("a", "b\u001Fc")));

    /// <summary>As a database searches: NUnit's own substring constraint compares by culture, which overlooks the separator.</summary>
    private static bool Contains(string searchable, string term) => searchable.Contains(SearchText.Fold(term), StringComparison.Ordinal);
}
