using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Tokens.Issue;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.UnitTests.TestData;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.UnitTests.Tokens;

internal sealed class IssueTokenCommandTests
{
    private const string OwnerRule = "must be given for a customer's token, and must not be given for an admin's";

    private static readonly IssueTokenCommand ForAdmin = new(Caller.Admin, Admin: true);
    private static readonly IssueTokenCommand ForCustomer = new(Caller.Admin, Admin: false) { CustomerCode = "C1001" };

    private TestApplication _app = null!;

    [SetUp]
    public void SetUp()
    {
        _app = new TestApplication();
        _app.Customers.Store(ACustomer.Stored(7, "C1001"));
    }

    [TearDown]
    public void TearDown() => _app.Dispose();

    [Test]
    public async Task Send_WhenForAdmin_ShouldStoreAdminsToken()
    {
        await _app.SendAsync(ForAdmin with { Name = "night shift" });

        Assert.That(
            _app.Tokens.Stored.Select(token => (token.IsAdmin, token.CustomerId, token.Name, token.CreatedAt, token.ExpiresAt)),
            Is.EqualTo(new[] { (true, (long?)null, "night shift", Moments.Now, (DateTimeOffset?)null) }));
    }

    [Test]
    public async Task Send_WhenForCustomer_ShouldStoreThatCustomersToken()
    {
        await _app.SendAsync(ForCustomer);

        Assert.That(
            _app.Tokens.Stored.Select(token => (token.IsAdmin, token.CustomerId, token.Name)),
            Is.EqualTo(new[] { (false, (long?)7, (string?)null) }));
    }

    [Test]
    public async Task Send_WhenStored_ShouldAnswerItsKey()
    {
        var issued = await _app.SendAsync(ForAdmin);

        Assert.That(issued.Token.Id, Is.EqualTo(_app.Tokens.Stored.Single().Id).And.Positive);
    }

    [Test]
    public void Send_WhenForBoth_ShouldRefuse() =>
        Assert.That(() => _app.SendAsync(ForAdmin with { CustomerCode = "C1001" }), Refused.With("customer_code", OwnerRule));

    [Test]
    public void Send_WhenForNeither_ShouldRefuse() =>
        Assert.That(() => _app.SendAsync(ForCustomer with { CustomerCode = null }), Refused.With("customer_code", OwnerRule));

    [Test]
    public void Send_WhenCustomerIsUnknown_ShouldThrowNotFound() =>
        Assert.That(() => _app.SendAsync(ForCustomer with { CustomerCode = "C9999" }), Throws.TypeOf<NotFoundException>().With.Message.Contains("C9999"));

    [Test]
    public void Send_WhenCustomerIsUnknown_ShouldStoreNothing()
    {
        Assert.That(() => _app.SendAsync(ForCustomer with { CustomerCode = "C9999" }), Throws.Exception);

        Assert.That((_app.Tokens.Stored.Count, _app.UnitOfWork.Saves), Is.EqualTo((0, 0)));
    }

    [TestCase(1)]
    [TestCase(3650)]
    public async Task Send_WhenExpiryIsWithinBounds_ShouldExpireAfterThatManyDays(int days)
    {
        await _app.SendAsync(ForAdmin with { ExpiresInDays = days });

        Assert.That(_app.Tokens.Stored.Single().ExpiresAt, Is.EqualTo(Moments.Now.AddDays(days)));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(3651)]
    [TestCase(int.MaxValue)]
    public void Send_WhenExpiryIsOutOfBounds_ShouldRefuse(int days) =>
        Assert.That(() => _app.SendAsync(ForAdmin with { ExpiresInDays = days }), Refused.With("expires_in_days", "must be between 1 and 3650"));

    [Test]
    public async Task Send_WhenNameIsLongest_ShouldStoreIt()
    {
        await _app.SendAsync(ForAdmin with { Name = new string('n', 100) });

        Assert.That(_app.Tokens.Stored.Single().Name, Has.Length.EqualTo(100));
    }

    [Test]
    public void Send_WhenNameIsTooLong_ShouldRefuse() =>
        Assert.That(() => _app.SendAsync(ForAdmin with { Name = new string('n', 101) }), Refused.With("name", "must have at most 100 characters, none of them a control character"));

    [TestCase(true, null, TokenScope.Admin)]
    [TestCase(true, "admin", TokenScope.Admin)]
    [TestCase(true, "write", TokenScope.Write)]
    [TestCase(true, "read", TokenScope.Read)]
    [TestCase(false, null, TokenScope.Write)]
    [TestCase(false, "write", TokenScope.Write)]
    [TestCase(false, "read", TokenScope.Read)]
    public async Task Send_WhenAScopeIsGivenOrNone_ShouldHaveItOrTheWidest(bool isAdmin, string? scope, TokenScope expected)
    {
        await _app.SendAsync((isAdmin ? ForAdmin : ForCustomer) with { Scope = scope });

        Assert.That(_app.Tokens.Stored.Single().Scope, Is.EqualTo(expected));
    }

    [Test]
    public void Send_WhenTheScopeIsNone_ShouldRefuse() =>
        Assert.That(() => _app.SendAsync(ForAdmin with { Scope = "root" }), Refused.With("scope", "must be one of: read, write, admin"));

    [Test]
    public void Send_WhenTheScopeIsTooWideForACustomer_ShouldRefuse() =>
        Assert.That(() => _app.SendAsync(ForCustomer with { Scope = "admin" }), Refused.With("scope", "must be one of read and write for a customer's token"));

    [Test]
    public async Task Send_WhenAMomentIsGiven_ShouldExpireThen()
    {
        await _app.SendAsync(ForAdmin with { ExpiresAt = Moments.Now.AddHours(1) });

        Assert.That(_app.Tokens.Stored.Single().ExpiresAt, Is.EqualTo(Moments.Now.AddHours(1)));
    }

    [TestCase(0)]
    [TestCase(3651)]
    public void Send_WhenTheMomentIsPastOrFarAway_ShouldRefuse(int days) =>
        Assert.That(() => _app.SendAsync(ForAdmin with { ExpiresAt = Moments.Now.AddDays(days) }), Refused.With("expires_at", "must be in the future, and at most 3650 days ahead"));

    [Test]
    public void Send_WhenBothDaysAndAMomentAreGiven_ShouldRefuse() =>
        Assert.That(
            () => _app.SendAsync(ForAdmin with { ExpiresAt = Moments.Now.AddDays(1), ExpiresInDays = 1 }),
            Refused.With("expires_at", "must not be given beside expires_in_days"));

    [Test]
    public void Send_WhenTheCallerIsACustomer_ShouldBeForbidden() =>
        Assert.That(() => _app.SendAsync(new IssueTokenCommand(Caller.ForCustomer(7), Admin: true)), Throws.TypeOf<ForbiddenException>());
}
