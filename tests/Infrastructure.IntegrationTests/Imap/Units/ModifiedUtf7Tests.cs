using Hosting.Migrations.Imap.Folders;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class ModifiedUtf7Tests
{
    [TestCase("Sent", "Sent")]
    [TestCase("Gel&APY-scht", "Gelöscht")]
    [TestCase("R&-D", "R&D")]
    [TestCase("&ZeVnLIqe-", "日本語")]
    [TestCase("&2D3eAA-", "😀")]
    [TestCase("Sent.2020", "Sent.2020")]
    public void TryDecode_WhenTheNameIsGood_ShouldReadIt(string spelled, string name) => Assert.That(ModifiedUtf7.TryDecode(spelled), Is.EqualTo(name));

    [TestCase("Gel&scht")]
    [TestCase("&AGE-", TestName = "{m}(a letter that needs no shift)")]
    [TestCase("&!!!!-")]
    [TestCase("&2D0-", TestName = "{m}(half a surrogate pair)")]
    [TestCase("Gelöscht", TestName = "{m}(UTF-8)")]
    [TestCase("a\nb", TestName = "{m}(a line break)")]
    [TestCase("&APY")]
    public void TryDecode_WhenTheNameIsBad_ShouldNotGuess(string spelled) => Assert.That(ModifiedUtf7.TryDecode(spelled), Is.Null);
}
