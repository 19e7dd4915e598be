using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Tokens.Issue;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.UnitTests.TestData;

namespace Hosting.Migrations.Application.UnitTests.Tokens;

internal sealed class IssueTokenCommandTests
{
    private const string OwnerRule = "must be given for a customer's token, and must not be given for an admin's";

    private static readonly IssueTokenCommand ForAdmin = new(Admin: true);
    private static readonly IssueTokenCommand ForCustomer = new(Admin: false, Customer: "C1001");

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

        Assert.That(issued.Id, Is.EqualTo(_app.Tokens.Stored.Single().Id).And.Positive);
    }

    [Test]
    public void Send_WhenForBoth_ShouldRefuse() =>
        Assert.That(() => _app.SendAsync(new IssueTokenCommand(Admin: true, Customer: "C1001")), Refused.With("customer", OwnerRule));

    [Test]
    public void Send_WhenForNeither_ShouldRefuse() =>
        Assert.That(() => _app.SendAsync(new IssueTokenCommand(Admin: false)), Refused.With("customer", OwnerRule));

    [Test]
    public void Send_WhenCustomerIsUnknown_ShouldThrowNotFound() =>
        Assert.That(() => _app.SendAsync(ForCustomer with { Customer = "C9999" }), Throws.TypeOf<NotFoundException>().With.Message.Contains("C9999"));

    [Test]
    public void Send_WhenCustomerIsUnknown_ShouldStoreNothing()
    {
        Assert.That(() => _app.SendAsync(ForCustomer with { Customer = "C9999" }), Throws.Exception);

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
}
