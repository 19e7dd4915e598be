using Hosting.Migrations.Application.SampleData.Seed;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.UnitTests.TestData;

namespace Hosting.Migrations.Application.UnitTests.SampleData;

internal sealed class SeedValidatorTests
{
    private TestApplication _app = null!;

    [SetUp]
    public void SetUp()
    {
        // So that a request that slips through is refused at once, and not after it has made ten million migrations.
        _app = new TestApplication();
        _app.Customers.Store(ACustomer.With());
    }

    [TearDown]
    public void TearDown() => _app.Dispose();

    [TestCase(1, 0)]
    [TestCase(1_000_000, 10_000_000)]
    public void Validate_WhenWithinBounds_ShouldFindNothing(int customers, int migrations) =>
        Assert.That(new SeedValidator().Validate(new SeedCommand(customers, migrations, Moments.Now)).Errors, Is.Empty);

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(1_000_001)]
    public void Send_WhenCustomersAreOutOfBounds_ShouldRefuse(int customers) =>
        Assert.That(
            () => _app.SendAsync(new SeedCommand(customers, 1, Moments.Now)),
            Refused.With("customers", "must be between 1 and 1000000"));

    [TestCase(-1)]
    [TestCase(10_000_001)]
    public void Send_WhenMigrationsAreOutOfBounds_ShouldRefuse(int migrations) =>
        Assert.That(
            () => _app.SendAsync(new SeedCommand(1, migrations, Moments.Now)),
            Refused.With("migrations", "must be between 0 and 10000000"));

    [Test]
    public void Send_WhenBothAreOutOfBounds_ShouldNameBoth() =>
        Assert.That(() => _app.SendAsync(new SeedCommand(0, -1, Moments.Now)), Refused.For("customers", "migrations"));
}
