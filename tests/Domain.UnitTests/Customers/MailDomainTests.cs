using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Domain.UnitTests.Customers;

[TestFixture]
internal sealed class MailDomainTests
{
    private static readonly string Label63 = new('a', 63);
    private static readonly string Longest = string.Join('.', Label63, Label63, Label63, new string('b', 61));

    private static IEnumerable<TestCaseData> Lengths =>
    [
        new TestCaseData($"{Label63}.com", true).SetArgDisplayNames("label of 63"),
        new TestCaseData($"a{Label63}.com", false).SetArgDisplayNames("label of 64"),
        new TestCaseData(Longest, true).SetArgDisplayNames("name of 253"),
        new TestCaseData(Longest + "b", false).SetArgDisplayNames("name of 254"),
    ];

    [TestCase("example.com", "example.com")]
    [TestCase("EXAMPLE.Com", "example.com")]
    [TestCase("example.com.", "example.com")]
    [TestCase("mail.example.co.uk", "mail.example.co.uk")]
    [TestCase("a-b.example", "a-b.example")]
    [TestCase("1and1.example", "1and1.example")]
    [TestCase("b\u00FCcher.example", "xn--bcher-kva.example")]
    [TestCase("B\u00DCCHER.example", "xn--bcher-kva.example")]
    [TestCase("bu\u0308cher.example", "xn--bcher-kva.example")]
    [TestCase("xn--bcher-kva.example", "xn--bcher-kva.example")]
    [TestCase("XN--BCHER-KVA.EXAMPLE", "xn--bcher-kva.example")]
    [TestCase("example\u3002com", "example.com")]
    [TestCase("example.com\u3002", "example.com")]
    [TestCase("example.com\uFF0E", "example.com")]
    [TestCase("\u4F8B\u3048.\u30C6\u30B9\u30C8", "xn--r8jz45g.xn--zckzah")]
    public void Parse_WhenADomain_ShouldGiveItsOneSpelling(string text, string expected) =>
        Assert.That(MailDomain.Parse(text), Is.EqualTo(expected));

    [Test]
    [SetCulture("tr-TR")]
    public void Parse_WhenTheCultureHasADotlessI_ShouldNotCare() =>
        Assert.That(MailDomain.Parse("MIGRATION.EXAMPLE"), Is.EqualTo("migration.example"));

    [TestCaseSource(nameof(Lengths))]
    public void TryParse_WhenAtALimitOfLength_ShouldKeepToIt(string text, bool expected) =>
        Assert.That(MailDomain.TryParse(text, out _), Is.EqualTo(expected));

    [TestCase("")]
    [TestCase(".")]
    [TestCase("localhost")]
    [TestCase("com.")]
    [TestCase(".example.com")]
    [TestCase("example..com")]
    [TestCase("example.com..")]
    [TestCase("com.\u00AD")]
    [TestCase("com.\u200B")]
    [TestCase("exam ple.com")]
    [TestCase(" example.com")]
    [TestCase("example.com ")]
    [TestCase("example.com\n")]
    [TestCase("example\t.com")]
    [TestCase("exam\0ple.com")]
    [TestCase("-example.com")]
    [TestCase("example-.com")]
    [TestCase("exam_ple.com")]
    [TestCase("*.example.com")]
    [TestCase("info@example.com")]
    [TestCase("example.com/")]
    [TestCase("example.com:25")]
    [TestCase("[192.0.2.1]")]
    [TestCase("xn--zzzzzz.example")]
    [TestCase("\uD800.com")]
    public void TryParse_WhenNoDomain_ShouldBeFalse(string text) => Assert.That(MailDomain.TryParse(text, out _), Is.False);

    [TestCase("localhost")]
    [TestCase("exam ple.com")]
    [TestCase("")]
    public void Parse_WhenNoDomain_ShouldThrow(string text) => Assert.That(() => MailDomain.Parse(text), Throws.ArgumentException);
}
