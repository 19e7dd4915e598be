using System.Text;
using Hosting.Migrations.Imap.Copying;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class StorableNameTests
{
    [TestCase("INBOX")]
    [TestCase("Büro/日本語/😀")]
    [TestCase("\ud800")]
    [TestCase("\ud801")]
    [TestCase("x\udc00\ud800y")]
    [TestCase("a\0b")]
    [TestCase("\uFFFC")]
    [TestCase("\uFFFCD800")]
    [TestCase("end\uFFFC00")]
    [TestCase("")]
    public void Read_WhenANameWasSpelled_ShouldBeThatName(string name)
    {
        var stored = StorableName.Of(name);

        Assert.That(StorableName.Read(stored), Is.EqualTo(name));
        Assert.That(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(stored)), Is.EqualTo(stored));
        Assert.That(stored.Contains('\0', StringComparison.Ordinal), Is.False);
    }

    [TestCase("INBOX")]
    [TestCase("😀")]
    public void Of_WhenANameCanBeKept_ShouldLeaveIt(string name) => Assert.That(StorableName.Of(name), Is.EqualTo(name));
}
