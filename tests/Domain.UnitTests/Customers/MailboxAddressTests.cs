using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Domain.UnitTests.Customers;

[TestFixture]
internal sealed class MailboxAddressTests
{
    [TestCase("anna@example.com", "anna@example.com")]
    [TestCase("Anna.O'Neil+tag_1-2=x&y@Example.COM", "Anna.O'Neil+tag_1-2=x&y@example.com")]
    [TestCase("müller@münchen.example", "müller@xn--mnchen-3ya.example")]
    [TestCase("anna@acme.example.", "anna@acme.example")]
    [TestCase("anna@acme\u3002example", "anna@acme.example")]
    [TestCase("anna", "anna")]
    public void TryParse_WhenTheAddressIsOrdinary_ShouldKeepItWithTheDomainsOneSpelling(string text, string expected)
    {
        Assert.That(MailboxAddress.TryParse(text, "*", out var address, out _), Is.True);
        Assert.That(address!.ToString(), Is.EqualTo(expected));
    }

    [TestCase("victim*master@example.com", "U+002A")]
    [TestCase("*@example.com", "U+002A")]
    [TestCase("a%b@example.com", "U+0025")]
    [TestCase("../b@example.com", "U+002F")]
    [TestCase("a\\b@example.com", "U+005C")]
    [TestCase("\"a\"@example.com", "U+0022")]
    [TestCase("~root@example.com", "U+007E")]
    [TestCase("#shared@example.com", "U+0023")]
    [TestCase("{5}@example.com", "U+007B")]
    [TestCase("a(b)@example.com", "U+0028")]
    [TestCase("a<b@example.com", "U+003C")]
    [TestCase("[a]@example.com", "U+005B")]
    [TestCase("mailto:a1@example.com", "U+003A")]
    [TestCase("a1,b@example.com", "U+002C")]
    [TestCase("a;b@example.com", "U+003B")]
    [TestCase("a!b@example.com", "U+0021")]
    [TestCase("a|b@example.com", "U+007C")]
    [TestCase("a`b@example.com", "U+0060")]
    [TestCase("\u201Ca1@example.com", "U+201C")]
    [TestCase("victim\uFF0Amaster@example.com", "U+FF0A")]
    [TestCase("a\u200Bb@example.com", "U+200B")]
    [TestCase("a\u200F@example.com", "U+200F")]
    [TestCase("\uFEFFa@example.com", "U+FEFF")]
    [TestCase("a\u202Eb@example.com", "U+202E")]
    [TestCase("a\u00ADb@example.com", "U+00AD")]
    [TestCase("a\u3164@example.com", "U+3164")]
    [TestCase("a\uFE0F@example.com", "U+FE0F")]
    [TestCase("a\0b@example.com", "U+0000")]
    [TestCase("a\r\nb@example.com", "U+000D")]
    [TestCase("anna@exam\u200Bple.com", "U+200B")]
    [TestCase("an na@example.com", "blanks")]
    [TestCase("an\u00A0na@example.com", "blanks")]
    [TestCase("a1.@example.com", "dot")]
    [TestCase(".a1@example.com", "dot")]
    [TestCase("a..1@example.com", "dot")]
    [TestCase("e\u0301@example.com", "NFKC")]
    [TestCase("\uFF41nna@example.com", "NFKC")]
    [TestCase("a@b@example.com", "such as")]
    [TestCase("@example.com", "such as")]
    [TestCase("", "such as")]
    public void TryParse_WhenAServerCouldReadAnotherMailbox_ShouldRefuseWithTheCharacter(string text, string word)
    {
        Assert.That(MailboxAddress.TryParse(text, "*", out _, out var fault), Is.False);
        Assert.That(fault, Does.StartWith("must ").And.Contain(word));
    }

    [TestCase(64, true)]
    [TestCase(65, false)]
    public void TryParse_WhenTheLocalPartIsLong_ShouldCountItsBytes(int bytes, bool expected)
    {
        Assert.That(MailboxAddress.TryParse($"{new string('a', bytes)}@example.com", "*", out _, out _), Is.EqualTo(expected));
        Assert.That(MailboxAddress.TryParse($"{new string('a', bytes - 64)}{new string('ä', 32)}@example.com", "*", out _, out _), Is.EqualTo(expected));
    }

    [TestCase("anna+tag@example.com", "+", false)]
    [TestCase("anna@my-company.example", "-", false)]
    [TestCase("anna+tag@example.com", "*", true)]
    public void TryParse_WhenTheAddressHoldsTheMasterSeparator_ShouldRefuse(string text, string separator, bool expected) =>
        Assert.That(MailboxAddress.TryParse(text, separator, out _, out _), Is.EqualTo(expected));
}
