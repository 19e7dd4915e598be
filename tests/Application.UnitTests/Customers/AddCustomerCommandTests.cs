using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Customers.Add;
using Hosting.Migrations.Application.Customers.List;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.UnitTests.TestData;

namespace Hosting.Migrations.Application.UnitTests.Customers;

internal sealed class AddCustomerCommandTests
{
    private static readonly AddCustomerCommand Command = new(Caller.Admin) { Code = "C2002", Name = "Acme", Domains = ["acme.example"] };

    private TestApplication _app = null!;

    [SetUp]
    public void SetUp() => _app = new TestApplication();

    [TearDown]
    public void TearDown() => _app.Dispose();

    [Test]
    public async Task Send_WhenValid_ShouldStoreCustomer()
    {
        await _app.SendAsync(Command);

        Assert.That(
            _app.Customers.Stored.Select(customer => (customer.Code, customer.Name, customer.CreatedAt)),
            Is.EqualTo(new[] { ("C2002", "Acme", Moments.Now) }));
    }

    [Test]
    public async Task Send_WhenValid_ShouldStoreDomainsInTheirOneSpelling()
    {
        await _app.SendAsync(Command with { Domains = ["ACME.example.", "münchen.example"] });

        Assert.That(
            _app.Customers.Stored.Single().Domains.Select(domain => domain.Name),
            Is.EqualTo(new[] { "acme.example", "xn--mnchen-3ya.example" }));
    }

    [Test]
    public async Task Send_WhenWithoutDomain_ShouldStoreCustomer()
    {
        await _app.SendAsync(Command with { Domains = [] });

        Assert.That(_app.Customers.Stored.Single().Domains, Is.Empty);
    }

    [Test]
    public void Send_WhenCodeIsTaken_ShouldRefuse()
    {
        _app.Customers.Store(ACustomer.With("C2002"));

        Assert.That(() => _app.SendAsync(Command), Refused.With("code", "C2002 is taken"));
    }

    [Test]
    public void Send_WhenCodeDiffersInCaseOnly_ShouldRefuse()
    {
        _app.Customers.Store(ACustomer.With("c2002"));

        Assert.That(() => _app.SendAsync(Command), Refused.With("code", "is taken: there is a customer c2002, and codes must differ in more than case"));
    }

    [Test]
    public void Send_WhenTheCallerIsACustomer_ShouldBeForbiddenBeforeAnythingElse() =>
        Assert.That(() => _app.SendAsync(new AddCustomerCommand(Caller.ForCustomer(1))), Throws.TypeOf<ForbiddenException>());

    [Test]
    public async Task Send_WhenAWeightIsGiven_ShouldHaveIt()
    {
        await _app.SendAsync(Command with { Weight = 7 });

        Assert.That(_app.Customers.Stored.Single().Weight, Is.EqualTo(7));
    }

    [Test]
    public void Send_WhenDomainsAreTaken_ShouldNameThemAll()
    {
        _app.Customers.Store(ACustomer.With("C1001", "one.example", "two.example"));

        Assert.That(
            () => _app.SendAsync(Command with { Domains = ["ONE.example", "free.example", "two.example."] }),
            Refused.With(
                new FieldError("domains", "one.example belongs to a customer already"),
                new FieldError("domains", "two.example belongs to a customer already")));
    }

    [Test]
    public void Send_WhenDomainIsTaken_ShouldStoreNothing()
    {
        _app.Customers.Store(ACustomer.With("C1001", "acme.example"));

        Assert.That(() => _app.SendAsync(Command), Throws.Exception);

        Assert.That((_app.Customers.Stored.Count, _app.UnitOfWork.Saves), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task List_WhenCustomersAreStored_ShouldAnswerThem()
    {
        await _app.SendAsync(Command);
        await _app.SendAsync(Command with { Code = "C2001", Domains = [] });

        var customers = await _app.SendAsync(new ListCustomersQuery(Caller.Admin));

        Assert.That(customers.Resources.Select(customer => customer.Code), Is.EqualTo(new[] { "C2001", "C2002" }));
    }
}
