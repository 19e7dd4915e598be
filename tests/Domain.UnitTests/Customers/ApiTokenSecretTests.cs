using System.Buffers.Text;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Domain.UnitTests.Customers;

[TestFixture]
internal sealed class ApiTokenSecretTests
{
    [Test]
    public void New_Always_ShouldBeAPrefixAndBase64Url() => Assert.That(ApiTokenSecret.New(), Does.Match(@"^hm_[A-Za-z0-9_-]{43}\z"));

    [Test]
    public void New_Always_ShouldHold256RandomBits() =>
        Assert.That(Base64Url.DecodeFromChars(ApiTokenSecret.New().AsSpan("hm_".Length)), Has.Length.EqualTo(32));

    [Test]
    public void New_Always_ShouldBeShortEnoughToBeLookedUp() =>
        Assert.That(ApiTokenSecret.New(), Has.Length.LessThanOrEqualTo(ApiTokenSecret.MaxLength));

    [Test]
    public void New_WhenCalledOften_ShouldNeverRepeat() =>
        Assert.That(Enumerable.Range(0, 1000).Select(_ => ApiTokenSecret.New()), Is.Unique);

    // The vectors of FIPS 180-4's examples, and one beyond ASCII that pins the encoding to UTF-8.
    [TestCase("", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [TestCase("abc", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [TestCase("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248D6A61D20638B8E5C026930C3E6039A33CE45964FF2167F6ECEDD419DB06C1")]
    [TestCase("\u00E9", "4A99557E4033C3539DE2EB65472017CAD5F9557F7A0625A09F1C3F6E2BA69C4C")]
    public void Hash_WhenAKnownVector_ShouldBeItsSha256(string secret, string expected) =>
        Assert.That(Convert.ToHexString(ApiTokenSecret.Hash(secret)), Is.EqualTo(expected));
}
