using Hosting.Migrations.Imap.Folders;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class SafeNameTests
{
    [TestCase("{}!|%*\"\\~#&:;?<>[]@`$^'=", "", '/', "________________________")]
    [TestCase("Family 😀", "", '/', "Family __")]
    [TestCase("a\u0000b\u001bc\u202ed\u200be", "", '/', "a_b_c_d_e")]
    [TestCase("..", "", '/', "_")]
    [TestCase("../../etc", "", '/', "_/_/etc")]
    [TestCase(" .x. /y...z", "", '/', "x/y.z")]
    [TestCase("INBOX.a|b.c", "INBOX.", '.', "INBOX.a_b.c")]
    [TestCase("Grüße/請求/हिन्दी", "", '/', "Grüße/請求/हिन्दी")]
    [TestCase("a/b", "", '\0', "a_b")]
    [TestCase("Bu\u0308ro", "", '/', "B\u00fcro")]
    public void Of_WhenANameHoldsWhatServersRefuse_ShouldKeepTheRest(string name, string prefix, char separator, string expected)
    {
        var safe = SafeName.Of(name, prefix, separator);

        Assert.That(safe, Does.Match(@"^.* \([0-9a-f]{8}\)$"));
        Assert.That(safe[..^" (01234567)".Length], Is.EqualTo(expected));
        Assert.That(SafeName.IsSafe(safe, separator), Is.True);
    }

    [Test]
    public void Of_WhenANameIsVeryLong_ShouldKeepItsEndInBounds()
    {
        var name = "INBOX." + string.Join('.', Enumerable.Range(0, 3000).Select(level => $"level {level} {new string('x', 300)}"));

        var safe = SafeName.Of(name, "INBOX.", '.');

        Assert.That(safe, Does.StartWith("INBOX.level 2999 x"));
        Assert.That(safe, Has.Length.LessThan(100));
        Assert.That(SafeName.IsSafe(name, '.'), Is.False);
    }

    [Test]
    public void Of_WhenNamesLookAlikeThen_ShouldTellThemApart() =>
        Assert.That(SafeName.Of("a|b", string.Empty, '/'), Is.Not.EqualTo(SafeName.Of("a!b", string.Empty, '/')));

    [TestCase("Work/2025 (old)", true)]
    [TestCase("v1.2", true)]
    [TestCase("a..b", false)]
    [TestCase("x ", false)]
    public void IsSafe_WhenANameIsPlain_ShouldSaySo(string name, bool expected) =>
        Assert.That(SafeName.IsSafe(name, '/'), Is.EqualTo(expected));
}
