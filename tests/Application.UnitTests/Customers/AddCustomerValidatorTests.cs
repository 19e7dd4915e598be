using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Customers.Add;
using Hosting.Migrations.Application.UnitTests.Fakes;

namespace Hosting.Migrations.Application.UnitTests.Customers;

internal sealed class AddCustomerValidatorTests
{
    private static readonly AddCustomerCommand Command = new(Caller.Admin) { Code = "C2002", Name = "Acme", Domains = ["acme.example"] };

    private TestApplication _app = null!;

    [SetUp]
    public void SetUp() => _app = new TestApplication();

    [TearDown]
    public void TearDown() => _app.Dispose();

    [TestCase("")]
    [TestCase("C 1")]
    [TestCase("C1001\n")]
    [TestCase("Ä1")]
    [TestCase("C12345678901234567890123456789012")]
    public void Send_WhenCodeIsNoCode_ShouldRefuse(string code) =>
        Assert.That(() => _app.SendAsync(Command with { Code = code }), Refused.With("code", "must be 1 to 32 letters, digits, '_' or '-'"));

    [TestCase(' ', 0)]
    [TestCase(' ', 2)]
    [TestCase('n', 201)]
    public void Send_WhenNameIsBlankOrTooLong_ShouldRefuse(char letter, int length) =>
        Assert.That(() => _app.SendAsync(Command with { Name = new string(letter, length) }), Refused.With("name", "must have 1 to 200 characters, none of them a control character"));

    [Test]
    public async Task Send_WhenNameIsLongest_ShouldStoreCustomer()
    {
        await _app.SendAsync(Command with { Name = new string('n', 200) });

        Assert.That(_app.Customers.Stored.Single().Name, Has.Length.EqualTo(200));
    }

    [TestCase("")]
    [TestCase("localhost")]
    [TestCase("a b.example")]
    [TestCase("a..example")]
    [TestCase("-a.example")]
    [TestCase("user@acme.example")]
    public void Send_WhenDomainIsNoDomain_ShouldRefuse(string domain) =>
        Assert.That(
            () => _app.SendAsync(Command with { Domains = ["acme.example", domain] }),
            Refused.With("domains", "must be a domain name, such as example.com"));

    [TestCase("acme.example")]
    [TestCase("Acme.EXAMPLE")]
    [TestCase("acme.example.")]
    public void Send_WhenDomainIsGivenTwice_ShouldRefuse(string again) =>
        Assert.That(() => _app.SendAsync(Command with { Domains = ["acme.example", again] }), Refused.With("domains", "must not be given twice"));

    [Test]
    public void Send_WhenInternationalDomainIsGivenInBothSpellings_ShouldRefuse() =>
        Assert.That(
            () => _app.SendAsync(Command with { Domains = ["münchen.example", "xn--mnchen-3ya.example"] }),
            Refused.With("domains", "must not be given twice"));

    [Test]
    public void Send_WhenEverythingIsWrong_ShouldNameEveryField() =>
        Assert.That(() => _app.SendAsync(new AddCustomerCommand(Caller.Admin) { Code = "", Name = "", Domains = ["localhost"], Weight = 0 }), Refused.For("code", "name", "domains", "weight"));

    [Test]
    public void Send_WhenInvalid_ShouldStoreNothing()
    {
        Assert.That(() => _app.SendAsync(Command with { Name = "" }), Throws.Exception);

        Assert.That(_app.UnitOfWork.Saves, Is.Zero);
    }
}
