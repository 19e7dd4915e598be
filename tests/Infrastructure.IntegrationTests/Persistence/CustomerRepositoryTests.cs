using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using static Hosting.Migrations.Infrastructure.IntegrationTests.Databases.Samples;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

public sealed class CustomerRepositoryTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    [TestCase("C1", true)]
    [TestCase("c1", false)]
    [TestCase("C1 ", false)]
    [TestCase("C", false)]
    public async Task FindId_WhenAsked_ShouldCompareTheCodeExactly(string code, bool found)
    {
        await Database.StoreAsync(ACustomer("C1"));

        var id = await Database.InScopeAsync<ICustomerRepository, long?>(customers => customers.FindIdAsync(code, CancellationToken.None));

        Assert.That(id.HasValue, Is.EqualTo(found));
    }

    [Test]
    public async Task List_WhenAsked_ShouldBeByCodeWithDomainsByName()
    {
        await Database.StoreAsync(ACustomer("C2", "z.example", "a.example"), ACustomer("C1"));

        var customers = await Database.InScopeAsync<ICustomerRepository, string[]>(async repository =>
            [.. (await repository.ListAsync(CancellationToken.None))
                .Select(customer => $"{customer.Code}: {string.Join(' ', customer.Domains.Select(domain => domain.Name))}")]);

        Assert.That(customers, Is.EqualTo(new[] { "C1: c1.example", "C2: a.example z.example" }));
    }

    [Test]
    public async Task FindTakenDomains_WhenSomeAreTaken_ShouldNameThese()
    {
        await Database.StoreAsync(ACustomer("C1", "a.example", "b.example"));

        var taken = await Database.InScopeAsync<ICustomerRepository, IReadOnlyList<string>>(customers =>
            customers.FindTakenDomainsAsync(["b.example", "c.example"], CancellationToken.None));

        Assert.That(taken, Is.EqualTo(new[] { "b.example" }));
    }

    [Test]
    public async Task Store_WhenADomainHasAnOwner_ShouldBeRefusedByTheDatabaseItself()
    {
        await Database.StoreAsync(ACustomer("C1", "a.example"));

        Assert.That(() => Database.StoreAsync(ACustomer("C2", "a.example")), Throws.InstanceOf<DbUpdateException>());
    }

    [Test]
    public async Task Delete_WhenTheCustomerHasMigrations_ShouldBeRefused()
    {
        var customer = ACustomer();
        await Database.StoreAsync(customer);
        await Database.StoreAsync(AMigration(customer));

        Assert.That(
            () => Database.InScopeAsync<MigrationsDbContext>(context => context.Customers.ExecuteDeleteAsync()),
            Throws.InstanceOf<System.Data.Common.DbException>());
    }
}
