using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Migrations.List;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.UnitTests.TestData;

namespace Hosting.Migrations.Application.UnitTests.Migrations.List;

/// <summary>Who sees what, and in which order a query is refused.</summary>
internal sealed class ListMigrationsQueryHandlerTests : ListMigrationsFixture
{
    private static readonly ListMigrationsQuery CustomerQuery = new(Caller.ForCustomer(7));

    [SetUp]
    public void SetUpCustomers()
    {
        App.Customers.Store(ACustomer.Stored(7, "C1001"));
        App.Customers.Store(ACustomer.Stored(8, "C1002"));
    }

    [Test]
    public async Task Send_WhenCallerIsCustomer_ShouldListOnlyItsOwn()
    {
        await App.SendAsync(CustomerQuery);

        Assert.That(AskedFilter, Is.EqualTo(new MigrationFilter(CustomerId: 7)));
    }

    [Test]
    public async Task Send_WhenCustomerFiltersAndSearches_ShouldStillListOnlyItsOwn()
    {
        await App.SendAsync(CustomerQuery with { Status = "all", Query = "C1002" });

        Assert.That(AskedFilter, Is.EqualTo(new MigrationFilter(CustomerId: 7, Search: "C1002")));
    }

    [Test]
    public async Task Send_WhenCallerIsAdmin_ShouldListEveryCustomers()
    {
        await App.SendAsync(AdminQuery);

        Assert.That(AskedFilter, Is.EqualTo(new MigrationFilter()));
    }

    [Test]
    public async Task Send_WhenAdminNamesCustomer_ShouldListThatCustomersOnly()
    {
        await App.SendAsync(AdminQuery with { CustomerCode = "C1002" });

        Assert.That(AskedFilter, Is.EqualTo(new MigrationFilter(CustomerId: 8)));
    }

    [Test]
    public void Send_WhenAdminNamesUnknownCustomer_ShouldThrowNotFound() =>
        Assert.That(
            () => App.SendAsync(AdminQuery with { CustomerCode = "C9999" }),
            Throws.TypeOf<NotFoundException>().With.Message.Contains("C9999"));

    [Test]
    public void Send_WhenAdminNamesUnknownCustomer_ShouldNotReadMigrations()
    {
        Assert.That(() => App.SendAsync(AdminQuery with { CustomerCode = "C9999" }), Throws.Exception);

        Assert.That(Asked, Is.Null);
    }

    [TestCase("C1001", Description = "its own")]
    [TestCase("C1002", Description = "another's")]
    [TestCase("C9999", Description = "nobody's")]
    public void Send_WhenCustomerNamesCustomer_ShouldThrowForbidden(string code) =>
        Assert.That(() => App.SendAsync(CustomerQuery with { CustomerCode = code }), Throws.TypeOf<ForbiddenException>());

    [Test]
    public void Send_WhenForbidden_ShouldAskNoRepository()
    {
        Assert.That(() => App.SendAsync(CustomerQuery with { CustomerCode = "C1001" }), Throws.Exception);

        Assert.That((Asked, App.Customers.LookedUpWith), Is.EqualTo(((object?)null, (CancellationToken?)null)));
    }

    [Test]
    public void Send_WhenForbiddenAndInvalid_ShouldThrowForbidden() =>
        Assert.That(
            () => App.SendAsync(CustomerQuery with { CustomerCode = "no code!", Page = 0, Status = "lost" }),
            Throws.TypeOf<ForbiddenException>());

    [Test]
    public void Send_WhenForbiddenAndUnreadable_ShouldThrowForbidden() =>
        Assert.That(
            () => App.SendAsync(CustomerQuery with { CustomerCode = "C1001", Unreadable = [new FieldError("page", "must be given once")] }),
            Throws.TypeOf<ForbiddenException>());

    [Test]
    public void Send_WhenInvalidAndCustomerUnknown_ShouldThrowInvalid() =>
        Assert.That(() => App.SendAsync(AdminQuery with { CustomerCode = "C9999", Page = 0 }), Refused.For("page"));

    [Test]
    public void Send_WhenInvalid_ShouldNotReadMigrations()
    {
        Assert.That(() => App.SendAsync(AdminQuery with { Page = 0 }), Throws.Exception);

        Assert.That(Asked, Is.Null);
    }

    [Test]
    public async Task Send_WhenCancellable_ShouldPassTokenToBothRepositories()
    {
        using var source = new CancellationTokenSource();

        await App.SendAsync(AdminQuery with { CustomerCode = "C1002" }, source.Token);

        Assert.That(
            new[] { App.Customers.LookedUpWith, Asked?.CancellationToken },
            Is.EqualTo(new CancellationToken?[] { source.Token, source.Token }));
    }
}
