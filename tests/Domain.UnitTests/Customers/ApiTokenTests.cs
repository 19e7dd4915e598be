using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.Moments;

namespace Hosting.Migrations.Domain.UnitTests.Customers;

[TestFixture]
internal sealed class ApiTokenTests
{
    private const string Secret = "hm_secret";

    [Test]
    public void ForAdmin_Always_ShouldBelongToNoCustomer()
    {
        var token = AdminToken();

        Assert.That((token.IsAdmin, token.Customer, token.CustomerId), Is.EqualTo((true, (Customer?)null, (long?)null)));
    }

    [Test]
    public void ForCustomer_Always_ShouldBelongToThatCustomerOnly()
    {
        var customer = ACustomer.With();

        var token = ApiToken.ForCustomer(customer, Secret, null, Created, null);

        Assert.That((token.IsAdmin, token.Customer, token.CustomerId), Is.EqualTo((false, customer, (long?)customer.Id)));
    }

    [Test]
    public void ForAdmin_Always_ShouldKeepTheHashOfTheSecret() => Assert.That(AdminToken().Hash, Is.EqualTo(ApiTokenSecret.Hash(Secret)));

    [Test]
    public void ForAdmin_WhenTimesAreElsewhere_ShouldKeepThemInUtc()
    {
        var token = ApiToken.ForAdmin(Secret, null, Created.Elsewhere(), Later.Elsewhere());

        Assert.That((token.CreatedAt.DateTime, token.ExpiresAt?.DateTime), Is.EqualTo((Created.DateTime, (DateTime?)Later.DateTime)));
    }

    [TestCase(null)]
    [TestCase("backup script")]
    public void ForAdmin_WhenNamedOrNot_ShouldKeepTheName(string? name) => Assert.That(AdminToken(name).Name, Is.EqualTo(name));

    [Test]
    public void ForAdmin_WhenTheNameIsLongest_ShouldPass() =>
        Assert.That(() => AdminToken(new string('n', ApiToken.MaxNameLength)), Throws.Nothing);

    [Test]
    public void ForAdmin_WhenTheNameIsTooLong_ShouldThrow() =>
        Assert.That(() => AdminToken(new string('n', ApiToken.MaxNameLength + 1)), Throws.ArgumentException);

    [TestCase(0)]
    [TestCase(-1)]
    public void ForAdmin_WhenTheExpiryIsNotInTheFuture_ShouldThrow(int ticks) =>
        Assert.That(() => AdminToken(expiresAt: Created.AddTicks(ticks)), Throws.ArgumentException);

    [TestCase(-1, true)]
    [TestCase(0, false)]
    [TestCase(1, false)]
    public void IsUsable_WhenAroundTheExpiry_ShouldEndAtThatMoment(int ticks, bool expected) =>
        Assert.That(AdminToken(expiresAt: Later).IsUsable(Later.AddTicks(ticks)), Is.EqualTo(expected));

    [Test]
    public void IsUsable_WhenThereIsNoExpiry_ShouldBeTrueForEver() => Assert.That(AdminToken().IsUsable(DateTimeOffset.MaxValue), Is.True);

    [Test]
    public void IsUsable_WhenRevoked_ShouldBeFalse()
    {
        var token = AdminToken(expiresAt: Later);

        token.Revoke(Validated);

        Assert.That(token.IsUsable(Validated), Is.False);
    }

    [Test]
    public void Revoke_WhenTheClockIsElsewhere_ShouldKeepTheMomentInUtc()
    {
        var token = AdminToken();

        token.Revoke(Validated.Elsewhere());

        Assert.That(token.RevokedAt?.DateTime, Is.EqualTo(Validated.DateTime));
    }

    [Test]
    public void Revoke_WhenRevokedAlready_ShouldThrow()
    {
        var token = AdminToken();
        token.Revoke(Validated);

        Assert.That(() => token.Revoke(Later), Throws.InvalidOperationException);
    }

    [Test]
    public void Revoke_WhenRevokedAlready_ShouldKeepTheFirstMoment()
    {
        var token = AdminToken();
        token.Revoke(Validated);

        Assert.That(() => token.Revoke(Later), Throws.InvalidOperationException);

        Assert.That(token.RevokedAt, Is.EqualTo(Validated));
    }

    [TestCase(Secret, true)]
    [TestCase("hm_secreT", false)]
    [TestCase("hm_secret ", false)]
    [TestCase("hm_secre", false)]
    [TestCase("", false)]
    public void Matches_WhenGivenASecret_ShouldAcceptTheTokensOwnOnly(string secret, bool expected) =>
        Assert.That(AdminToken().Matches(secret), Is.EqualTo(expected));

    [Test]
    public void ForCustomer_WhenTheScopeIsAnAdmins_ShouldThrow() =>
        Assert.That(() => ApiToken.ForCustomer(ACustomer.With(), Secret, null, Created, null, TokenScope.Admin), Throws.ArgumentException);

    [Test]
    public void Scope_WhenNoneIsGiven_ShouldBeTheWidestOfTheOwner() =>
        Assert.That((AdminToken().Scope, ApiToken.ForCustomer(ACustomer.With(), Secret, null, Created, null).Scope), Is.EqualTo((TokenScope.Admin, TokenScope.Write)));

    [Test]
    public void IsUsable_WhenTheCustomerIsDisabled_ShouldBeFalse()
    {
        var customer = ACustomer.With();
        var token = ApiToken.ForCustomer(customer, Secret, null, Created, null);
        Assert.That(token.IsUsable(Later), Is.True);

        customer.Disable(Created);
        Assert.That(token.IsUsable(Later), Is.False);
    }

    private static ApiToken AdminToken(string? name = null, DateTimeOffset? expiresAt = null) =>
        ApiToken.ForAdmin(Secret, name, Created, expiresAt);
}
