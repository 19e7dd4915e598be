using System.Text.RegularExpressions;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Domain.UnitTests.Customers;

[TestFixture]
internal sealed class CustomerCodeTests
{
    [TestCase("C")]
    [TestCase("C1001")]
    [TestCase("a-Z_0-9")]
    [TestCase("-")]
    [TestCase("12345678901234567890123456789012")]
    public void IsValid_WhenOneTo32AsciiLettersDigitsUnderscoresOrHyphens_ShouldBeTrue(string code) =>
        Assert.That(CustomerCode.IsValid(code), Is.True);

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("C 1")]
    [TestCase("C1001\n")]
    [TestCase("C1001\r\n")]
    [TestCase("\nC1001")]
    [TestCase("C1001\0")]
    [TestCase("C\u0661")]
    [TestCase("C\uFF11")]
    [TestCase("\u00C9")]
    [TestCase("\u0421")]
    [TestCase("\u212A")]
    [TestCase("C.1")]
    [TestCase("C%1")]
    [TestCase("123456789012345678901234567890123")]
    [TestCase("12345678901234567890123456789012\n")]
    public void IsValid_WhenAnythingElse_ShouldBeFalse(string code) => Assert.That(CustomerCode.IsValid(code), Is.False);

    [TestCase("C1001", true)]
    [TestCase("C 1001", false)]
    [TestCase("", false)]
    public void Pattern_WhenUsedAsDocumented_ShouldAgreeWithTheRule(string code, bool expected) =>
        Assert.That(Regex.IsMatch(code, CustomerCode.Pattern), Is.EqualTo(expected));
}
