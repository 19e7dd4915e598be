using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Domain.UnitTests.Migrations;

[TestFixture]
internal sealed class MigrationCodeTests
{
    [TestCase(0, "MG00000000")]
    [TestCase(42, "MG00000042")]
    [TestCase(12_345_678, "MG12345678")]
    [TestCase(99_999_999, "MG99999999")]
    public void FromNumber_WhenInRange_ShouldPadToEightDigits(int number, string expected) =>
        Assert.That(MigrationCode.FromNumber(number), Is.EqualTo(expected));

    [TestCase(-1)]
    [TestCase(MigrationCode.Count)]
    [TestCase(int.MinValue)]
    [TestCase(int.MaxValue)]
    public void FromNumber_WhenOutOfRange_ShouldThrow(int number) =>
        Assert.That(() => MigrationCode.FromNumber(number), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    [SetCulture("ar-SA")]
    public void FromNumber_WhenTheCultureHasOtherDigits_ShouldStillUseAsciiDigits() =>
        Assert.That(MigrationCode.FromNumber(12_345_678), Is.EqualTo("MG12345678"));

    [Test]
    public void New_Always_ShouldHaveTheForm() => Assert.That(MigrationCode.New(), Does.Match(@"^MG[0-9]{8}\z"));

    [Test]
    public void New_WhenCalledOften_ShouldNotRepeatOneCode() =>
        Assert.That(Enumerable.Range(0, 20).Select(_ => MigrationCode.New()).Distinct().Count(), Is.GreaterThan(1));

    [TestCase("MG00000000")]
    [TestCase("MG99999999")]
    public void IsValid_WhenMgAndEightDigits_ShouldBeTrue(string code) => Assert.That(MigrationCode.IsValid(code), Is.True);

    [TestCase("")]
    [TestCase("MG")]
    [TestCase("MG1234567")]
    [TestCase("MG123456789")]
    [TestCase("mg12345678")]
    [TestCase("Mg12345678")]
    [TestCase("GM12345678")]
    [TestCase("MG1234567a")]
    [TestCase("MG1234567\n")]
    [TestCase("MG12345678\n")]
    [TestCase(" MG12345678")]
    [TestCase("MG+1234567")]
    [TestCase("MG-1234567")]
    [TestCase("MG1234567\u0668")]
    [TestCase("MG1234567\uFF18")]
    [TestCase("\uFF2D\uFF2712345678")]
    public void IsValid_WhenAnythingElse_ShouldBeFalse(string code) => Assert.That(MigrationCode.IsValid(code), Is.False);
}
