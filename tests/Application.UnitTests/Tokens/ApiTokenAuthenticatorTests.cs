using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Tokens;
using Hosting.Migrations.Application.UnitTests.TestData;
using Hosting.Migrations.Domain.Customers;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace Hosting.Migrations.Application.UnitTests.Tokens;

internal sealed class ApiTokenAuthenticatorTests
{
    private const string Secret = "hm_secret";

    private FakeTimeProvider _clock = null!;
    private Mock<IApiTokenRepository> _tokens = null!;
    private ApiTokenAuthenticator _authenticator = null!;

    [SetUp]
    public void SetUp()
    {
        _clock = new FakeTimeProvider(Moments.Now);
        _tokens = new Mock<IApiTokenRepository>();
        _authenticator = new ApiTokenAuthenticator(_tokens.Object, _clock);
    }

    [Test]
    public async Task Authenticate_WhenTokenIsAdmins_ShouldBeAdmin()
    {
        Store(AdminsToken());

        Assert.That(await AuthenticateAsync(Secret), Is.EqualTo(Caller.Admin));
    }

    [Test]
    public async Task Authenticate_WhenTokenIsCustomers_ShouldBeThatCustomer()
    {
        Store(ApiToken.ForCustomer(ACustomer.Stored(7), Secret, name: null, Moments.Created, expiresAt: null));

        Assert.That(await AuthenticateAsync(Secret), Is.EqualTo(Caller.ForCustomer(7)));
    }

    [Test]
    public async Task Authenticate_WhenUnknown_ShouldBeNobody()
    {
        Store(AdminsToken());

        Assert.That(await AuthenticateAsync("hm_other"), Is.Null);
    }

    [Test]
    public async Task Authenticate_WhenCaseDiffers_ShouldBeNobody()
    {
        Store(AdminsToken());

        Assert.That(await AuthenticateAsync(Secret.ToUpperInvariant()), Is.Null);
    }

    [Test]
    public async Task Authenticate_WhenRepositoryFindsAnothersToken_ShouldBeNobody()
    {
        // As a database would whose collation ignores case, or whose key is a part of the hash only.
        _tokens.Setup(tokens => tokens.FindByHashAsync(It.IsAny<byte[]>(), It.IsAny<CancellationToken>())).ReturnsAsync(AdminsToken());

        Assert.That(await AuthenticateAsync("hm_other"), Is.Null);
    }

    [Test]
    public async Task Authenticate_WhenJustBeforeExpiry_ShouldBeAdmin()
    {
        Store(AdminsToken(expiresAt: Moments.Now.AddTicks(1)));

        Assert.That(await AuthenticateAsync(Secret), Is.EqualTo(Caller.Admin));
    }

    [Test]
    public async Task Authenticate_WhenExactlyAtExpiry_ShouldBeNobody()
    {
        Store(AdminsToken(expiresAt: Moments.Now));

        Assert.That(await AuthenticateAsync(Secret), Is.Null);
    }

    [Test]
    public async Task Authenticate_WhenTimeHasPassedExpiry_ShouldBeNobody()
    {
        Store(AdminsToken(expiresAt: Moments.Now.AddDays(1)));
        _clock.Advance(TimeSpan.FromDays(2));

        Assert.That(await AuthenticateAsync(Secret), Is.Null);
    }

    [Test]
    public async Task Authenticate_WhenRevoked_ShouldBeNobody()
    {
        var token = AdminsToken();
        token.Revoke(Moments.Created);
        Store(token);

        Assert.That(await AuthenticateAsync(Secret), Is.Null);
    }

    [Test]
    public async Task Authenticate_WhenTheCustomerIsDisabled_ShouldBeNobody()
    {
        var customer = ACustomer.Stored(7);
        Store(ApiToken.ForCustomer(customer, Secret, name: null, Moments.Created, expiresAt: null));
        customer.Disable(Moments.Now);
        Assert.That(await AuthenticateAsync(Secret), Is.Null);

        customer.Enable();
        Assert.That(await AuthenticateAsync(Secret), Is.EqualTo(Caller.ForCustomer(7)));
    }

    [Test]
    public async Task Authenticate_WhenTheChecksumIsWrong_ShouldBeNobodyWithoutAskingTheRepository()
    {
        var secret = ApiTokenSecret.New();

        var caller = await AuthenticateAsync(secret[..^1] + (secret[^1] == 'x' ? 'y' : 'x'));

        Assert.That((caller, _tokens.Invocations.Count), Is.EqualTo(((Caller?)null, 0)));
    }

    [Test]
    public async Task Authenticate_WhenTheTokenIsOfAVersionBefore_ShouldBeAdmin()
    {
        const string old = "hm_MJ5RV1_no2NCxDq3hGBpo83pObWoENH2EyymrC4ThTs";
        Store(ApiToken.ForAdmin(old, name: null, Moments.Created, expiresAt: null));

        Assert.That(await AuthenticateAsync(old), Is.EqualTo(Caller.Admin));
    }

    [Test]
    public async Task Authenticate_WhenItIsUsedForTheFirstTime_ShouldSayThatTheUseIsToBeNoted()
    {
        Store(AdminsToken());

        var bearer = await _authenticator.AuthenticateAsync(Secret, CancellationToken.None);

        Assert.That((bearer!.Scope, bearer.IsUseDue), Is.EqualTo((TokenScope.Admin, true)));
    }

    [TestCase(0)]
    [TestCase(129)]
    [TestCase(1_000_000)]
    public async Task Authenticate_WhenEmptyOrTooLong_ShouldBeNobodyWithoutAskingTheRepository(int length)
    {
        var caller = await AuthenticateAsync(new string('t', length));

        Assert.That((caller, _tokens.Invocations.Count), Is.EqualTo(((Caller?)null, 0)));
    }

    [Test]
    public async Task Authenticate_WhenLongest_ShouldBeAdmin()
    {
        var longest = new string('t', 128);
        Store(ApiToken.ForAdmin(longest, name: null, Moments.Created, expiresAt: null));

        Assert.That(await AuthenticateAsync(longest), Is.EqualTo(Caller.Admin));
    }

    private static ApiToken AdminsToken(DateTimeOffset? expiresAt = null) => ApiToken.ForAdmin(Secret, name: null, Moments.Created, expiresAt);

    private async Task<Caller?> AuthenticateAsync(string secret) => (await _authenticator.AuthenticateAsync(secret, CancellationToken.None))?.Caller;

    private void Store(ApiToken token) => _tokens
        .Setup(tokens => tokens.FindByHashAsync(It.Is<byte[]>(hash => hash.SequenceEqual(token.Hash)), It.IsAny<CancellationToken>()))
        .ReturnsAsync(token);
}
