using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Customers.Change;
using Hosting.Migrations.Application.Customers.Delete;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.UnitTests.TestData;

namespace Hosting.Migrations.Application.UnitTests.Customers;

internal sealed class ChangeCustomerCommandTests
{
    private static readonly ChangeCustomerCommand Command = new(Caller.Admin, "C1001");

    private TestApplication _app = null!;

    [SetUp]
    public void SetUp()
    {
        _app = new TestApplication();
        _app.Customers.Store(ACustomer.With("C1001", "one.example", "two.example"));
        _app.Customers.Store(ACustomer.With("C1002", "other.example"));
    }

    [TearDown]
    public void TearDown() => _app.Dispose();

    [Test]
    public async Task Send_WhenNothingIsGiven_ShouldChangeNothing()
    {
        var before = (await _app.SendAsync(Command)).Value!;

        Assert.That(
            (before.Name, string.Join(' ', before.Domains), before.Weight, before.Disabled), Is.EqualTo(("Example Ltd", "one.example two.example", 1, false)));
    }

    [Test]
    public async Task Send_WhenDomainsAreGiven_ShouldHaveTheseAlone()
    {
        var changed = await _app.SendAsync(Command with { Domains = ["TWO.example.", "three.example"] });

        Assert.That(changed.Value!.Domains, Is.EqualTo(new[] { "three.example", "two.example" }));
    }

    [Test]
    public void Send_WhenADomainIsTakenAndAnotherIsWrittenInto_ShouldNameBothAndEndTheTurn()
    {
        _app.Customers.BusyDomains.Add("one.example");

        Assert.That(
            () => _app.SendAsync(Command with { Domains = ["two.example", "other.example"], Name = "New" }),
            Refused.With(
                new FieldError("domains", "other.example belongs to a customer already"),
                new FieldError("domains", "must keep one.example: migrations that have not ended write into it; wait for their end, or cancel or delete them first")));
        Assert.That((_app.UnitOfWork.Turn, _app.Customers.Stored[0].Name), Is.EqualTo(((long?)null, "Example Ltd")));
    }

    [Test]
    public async Task Send_WhenDisabledTwice_ShouldKeepTheFirstMoment()
    {
        await _app.SendAsync(Command with { Disabled = true });
        _app.Clock.Advance(TimeSpan.FromHours(1));
        await _app.SendAsync(Command with { Disabled = true });
        Assert.That(_app.Customers.Stored[0].DisabledAt, Is.EqualTo(Moments.Now));

        await _app.SendAsync(Command with { Disabled = false });
        Assert.That(_app.Customers.Stored[0].IsDisabled, Is.False);
    }

    [TestCase("C9")]
    [TestCase("c1001")]
    [TestCase("C 1")]
    public void Send_WhenThereIsNoSuchCustomer_ShouldThrowNotFound(string code) =>
        Assert.That(() => _app.SendAsync(new ChangeCustomerCommand(Caller.Admin, code)), Throws.TypeOf<NotFoundException>());

    [Test]
    public void Send_WhenTheCallerIsACustomer_ShouldBeForbidden() =>
        Assert.That(() => _app.SendAsync(new ChangeCustomerCommand(Caller.ForCustomer(1), "C1001")), Throws.TypeOf<ForbiddenException>());

    [Test]
    public async Task Delete_WhenThereAreMigrations_ShouldRefuseUntilThereAreNone()
    {
        _app.Customers.WithMigrations.Add(1);
        Assert.That(
            () => _app.SendAsync(new DeleteCustomerCommand(Caller.Admin, "C1001")),
            Refused.With("code", "can't be deleted: the customer has migrations; delete these first, or disable the customer"));
        Assert.That(_app.UnitOfWork.Turn, Is.Null);

        _app.Customers.WithMigrations.Clear();
        await _app.SendAsync(new DeleteCustomerCommand(Caller.Admin, "C1001"));
        Assert.That(_app.Customers.Stored.Select(customer => customer.Code), Is.EqualTo(new[] { "C1002" }));
    }
}
