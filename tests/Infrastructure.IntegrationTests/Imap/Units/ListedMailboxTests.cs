using System.Runtime.Versioning;
using Hosting.Migrations.Cli;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class ListedMailboxTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Prepare() => _folder = new TemporaryFolder();

    [TearDown]
    public void CleanUp() => _folder.Dispose();

    [Test]
    public void Read_WhenMailboxesAreListed_ShouldTakeEachLineAsItStands()
    {
        var path = Write("# customer ACME\n\nimaps://ann@old\t pass;\"word \timaps://ann@new\tsecret\nimaps://ben@old\tpw\tben@example.com\n");

        Assert.That(ListedMailbox.Read(path), Is.EqualTo(new[]
        {
            new ListedMailbox($"{path}, line 3", "imaps://ann@old", " pass;\"word ", "imaps://ann@new", "secret"),
            new ListedMailbox($"{path}, line 4", "imaps://ben@old", "pw", "ben@example.com", string.Empty),
        }));
    }

    [TestCase("imaps://ann@old;hunter-two;ben@example.com")]
    [TestCase("imaps://ann@old\thunter-two")]
    [TestCase("a\tb\tc\td\te")]
    public void Read_WhenALineIsNoMailbox_ShouldNameTheLine(string line) => Assert.That(
        () => ListedMailbox.Read(Write($"# first\n{line}\n")), Throws.TypeOf<FormatException>().With.Message.Contains(", line 2 must be source").And.Message.Not.Contains("hunter-two"));

    [Test]
    [Platform(Exclude = "Win"), UnsupportedOSPlatform("windows")]
    public void Read_WhenOthersMayReadThePasswords_ShouldRefuse()
    {
        var path = Write("imaps://ann@old\tpw\tann@example.com\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Assert.That(() => ListedMailbox.Read(path), Throws.TypeOf<FormatException>().With.Message.Contains("chmod 600"));
    }

    private string Write(string text)
    {
        var path = _folder.PathOf("list");
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return path;
    }
}
