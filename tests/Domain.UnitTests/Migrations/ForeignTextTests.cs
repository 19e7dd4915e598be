using System.Text;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

public sealed class ForeignTextTests
{
    [TestCase("a\tb\r\nc\u0085d\u2028e", "a b  c d e")]
    [TestCase("\u001b[31mred\u0007", "\ufffd[31mred\ufffd")]
    [TestCase("ev\u202eil\u2066\u200b\ufeff", "ev\ufffdil\ufffd\ufffd\ufffd")]
    [TestCase("a\u034fb\u115fc\u1160d\u2800e\u3164f\uffa0", "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffd")]
    [TestCase("Gr\u00fc\u00dfe \u2764\ufe0f \ud83d\ude00", "Gr\u00fc\u00dfe \u2764\ufe0f \ud83d\ude00")]
    public void Clean_WhenATextHoldsWhatIsNotSeen_ShouldShowThatThereIsSomething(string text, string expected) =>
        Assert.That(ForeignText.Clean(text, 100), Is.EqualTo(expected));

    [Test]
    public void Clean_WhenATextHoldsHalfOfAPair_ShouldReplaceIt() => Assert.That(ForeignText.Clean("a" + (char)0xd83d, 100), Is.EqualTo("a\ufffd"));

    [TestCase("abcdef", 6, "abcdef")]
    [TestCase("abcdefg", 6, "abc...")]
    [TestCase("ab\ud83d\ude00\ud83d\ude00", 5, "ab...")]
    [TestCase("abc", 2, "..")]
    public void Clean_WhenATextIsTooLong_ShouldCutIt(string text, int most, string expected) => Assert.That(ForeignText.Clean(text, most), Is.EqualTo(expected));

    [Test]
    public void IsHarmless_WhenACharacterIsAFiller_ShouldBeFalse() => Assert.That(ForeignText.IsHarmless(new Rune(0x3164)), Is.False);
}
