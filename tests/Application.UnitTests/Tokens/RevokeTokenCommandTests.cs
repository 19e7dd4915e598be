using System.Globalization;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Tokens.List;
using Hosting.Migrations.Application.Tokens.Revoke;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.UnitTests.TestData;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.UnitTests.Tokens;

internal sealed class RevokeTokenCommandTests
{
    private TestApplication _app = null!;
    private ApiToken _token = null!;
    private ApiToken _other = null!;

    [SetUp]
    public void SetUp()
    {
        _app = new TestApplication();
        _token = _app.Tokens.Store(ApiToken.ForAdmin("one", "one", Moments.Created, expiresAt: null));
        _other = _app.Tokens.Store(ApiToken.ForAdmin("two", "two", Moments.Created, expiresAt: null));
    }

    [TearDown]
    public void TearDown() => _app.Dispose();

    [Test]
    public async Task Send_WhenKnown_ShouldRevokeItNow()
    {
        await _app.SendAsync(Revoke(_token.Id));

        Assert.That((_token.RevokedAt, _app.UnitOfWork.Saves), Is.EqualTo(((DateTimeOffset?)Moments.Now, 1)));
    }

    [Test]
    public async Task Send_WhenKnown_ShouldLeaveOthersAlone()
    {
        await _app.SendAsync(Revoke(_token.Id));

        Assert.That(_other.RevokedAt, Is.Null);
    }

    [Test]
    public void Send_WhenUnknown_ShouldThrowNotFound() =>
        Assert.That(() => _app.SendAsync(Revoke(999)), Throws.TypeOf<NotFoundException>().With.Message.Contains("999"));

    [Test]
    public async Task Send_WhenRevokedAlready_ShouldKeepTheFirstMoment()
    {
        await _app.SendAsync(Revoke(_token.Id));
        _app.Clock.Advance(TimeSpan.FromHours(1));

        await _app.SendAsync(Revoke(_token.Id));

        Assert.That((_token.RevokedAt, _app.UnitOfWork.Saves), Is.EqualTo(((DateTimeOffset?)Moments.Now, 1)));
    }

    [Test]
    public async Task List_WhenSomeAreRevoked_ShouldAnswerAll()
    {
        await _app.SendAsync(Revoke(_token.Id));

        var tokens = (await _app.SendAsync(new ListTokensQuery(Caller.Admin))).Resources;
        Assert.That(tokens.Select(token => (token.Id, token.RevokedAt)), Is.EqualTo(new[] { (_token.Id, (DateTimeOffset?)Moments.Now), (_other.Id, null) }));
    }

    [TestCase("")]
    [TestCase("-1")]
    [TestCase("1 ")]
    [TestCase("99999999999999999999")]
    [TestCase("one")]
    public void Send_WhenTheIdIsNoNumber_ShouldThrowNotFound(string id) =>
        Assert.That(() => _app.SendAsync(new RevokeTokenCommand(Caller.Admin, id)), Throws.TypeOf<NotFoundException>());

    private static RevokeTokenCommand Revoke(long id) => new(Caller.Admin, id.ToString(CultureInfo.InvariantCulture));
}
