using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Domain.UnitTests.Customers;

[TestFixture]
internal sealed class ApiTokenSecretTests
{
    [Test]
    public void New_Always_ShouldHaveTheFormThatScannersLookFor() => Assert.That(ApiTokenSecret.New(), Does.Match(@"^hm_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}\z"));

    // Made with another implementation of CRC-32 (Python's zlib).
    [TestCase("hm_0000000000000000000000000000000000000000000_3j0mXj", false)]
    [TestCase("hm_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg_0TCmYS", false)]
    [TestCase("hm_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefh_0TCmYS", true)]
    [TestCase("hm_0000000000000000000000000000000000000000000_000000", true)]
    [TestCase("hm_MJ5RV1_no2NCxDq3hGBpo83pObWoENH2EyymrC4ThTs", false)]
    [TestCase("hm_0000000000000000000000000000000000000000000_00000", false)]
    [TestCase("demo-admin-token", false)]
    [TestCase("", false)]
    public void IsDamaged_WhenItHasTheFormAndAnotherChecksum_ShouldSaySo(string secret, bool isDamaged) =>
        Assert.That(ApiTokenSecret.IsDamaged(secret), Is.EqualTo(isDamaged));

    [Test]
    public void IsDamaged_WhenANewOneIsMisspelt_ShouldSaySo()
    {
        var secret = ApiTokenSecret.New();
        var misspelt = secret[..20] + (secret[20] == 'a' ? 'b' : 'a') + secret[21..];

        Assert.That((ApiTokenSecret.IsDamaged(secret), ApiTokenSecret.IsDamaged(misspelt)), Is.EqualTo((false, true)));
    }

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
