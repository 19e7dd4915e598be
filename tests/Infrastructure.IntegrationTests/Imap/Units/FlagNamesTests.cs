using System.Text;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class FlagNamesTests
{
    [Test]
    public void Of_WhenMessagesHaveTheSameKeyword_ShouldKeepItOnce()
    {
        var names = new FlagNames();
        var first = names.Of("$Important"u8);

        Assert.That(names.Of("$Important"u8), Is.SameAs(first));
    }

    [Test]
    public void Of_WhenThereAreMoreKeywordsThanAreKept_ShouldReadEach()
    {
        var names = new FlagNames();
        var keywords = Enumerable.Range(0, 3000).Select(number => $"keyword-{number}").ToList();

        foreach (var keyword in keywords.Concat(keywords))
        {
            Assert.That(names.Of(Encoding.ASCII.GetBytes(keyword)), Is.EqualTo(keyword));
        }
    }

    [TestCase("\\SEEN", "\\Seen")]
    [TestCase("\\seenx", "\\seenx")]
    [TestCase("caf\u00e9", "caf\u00e9")]
    public void Of_WhenAFlagIsSpelledOddly_ShouldReadIt(string flag, string expected) =>
        Assert.That(new FlagNames().Of(Encoding.Latin1.GetBytes(flag)), Is.EqualTo(expected));

    [Test]
    public void Of_WhenAKeywordIsTooLong_ShouldReadWhatTellsThat() =>
        Assert.That(new FlagNames().Of(Encoding.ASCII.GetBytes(new string('x', 5000))), Has.Length.EqualTo(WireLimits.Flag));
}
