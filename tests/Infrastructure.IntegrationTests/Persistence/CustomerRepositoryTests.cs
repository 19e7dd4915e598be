using Hosting.Migrations.Application;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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
            [.. (await repository.ListAsync(new PageRequest(1, 25), CancellationToken.None)).Items
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

    [TestCase("C1", "C1")]
    [TestCase("c1", "C1")]
    [TestCase("Old", "old")]
    [TestCase("C11", null)]
    public async Task FindTakenCode_WhenAsked_ShouldNotCareForCase(string code, string? taken)
    {
        await Database.StoreAsync(ACustomer("C1"), ACustomer("old"));
        await Database.InScopeAsync<MigrationsDbContext>(context => context.Database.ExecuteSqlAsync($"UPDATE customers SET folded_code = NULL WHERE code = 'old'"));

        Assert.That(
            await Database.InScopeAsync<ICustomerRepository, string?>(customers => customers.FindTakenCodeAsync(code, CancellationToken.None)), Is.EqualTo(taken));
    }

    [Test]
    public async Task Store_WhenACodeDiffersInCaseAlone_ShouldBeRefusedByTheDatabaseItself()
    {
        await Database.StoreAsync(ACustomer("Acme", "a.example"));

        Assert.That(() => Database.StoreAsync(ACustomer("ACME", "b.example")), Throws.InstanceOf<DbUpdateException>());
    }

    [Test]
    public async Task FindBusyDomains_WhenMigrationsHaveNotEnded_ShouldNameTheirDomains()
    {
        var (customer, stranger) = (ACustomer("C1", "a.example", "b.example"), ACustomer("C2", "c.example"));
        await Database.StoreAsync(customer, stranger);
        await Database.StoreAsync(AMigration(customer), AMigration(stranger));

        Assert.That(await FindBusyAsync(customer), Is.EqualTo(new[] { "a.example" }));

        await Database.InScopeAsync<MigrationsDbContext>(context =>
            context.Migrations.ExecuteUpdateAsync(update => update.SetProperty(migration => migration.Status, MigrationStatus.Completed)));
        Assert.That(await FindBusyAsync(customer), Is.Empty);
    }

    [Test]
    public async Task IsAsRead_WhenTheCustomerHasChanged_ShouldSaySo()
    {
        await Database.StoreAsync(ACustomer("C1", "a.example", "b.example"));
        var read = await Database.InScopeAsync<ICustomerRepository, Customer?>(customers => customers.FindAsync("C1", CancellationToken.None));
        Assert.That(await IsAsReadAsync(read!), Is.True);

        await ChangeAsync(customer => customer.ReplaceDomains(["b.example", "c.example"]));
        Assert.That(await IsAsReadAsync(read!), Is.False);

        await ChangeAsync(customer => customer.ReplaceDomains(["b.example", "a.example"]));
        Assert.That(await IsAsReadAsync(read!), Is.True);
        await ChangeAsync(customer => customer.Disable(Noon));
        Assert.That(await IsAsReadAsync(read!), Is.False);
    }

    [Test]
    public async Task Remove_WhenTheCustomerHasTokensAndWebhooks_ShouldTakeThemAwayToo()
    {
        var customer = ACustomer();
        await Database.StoreAsync(customer);
        await Database.StoreAsync(
            ApiToken.ForCustomer(customer, "secret", null, Noon, null), Domain.Webhooks.Webhook.Create(customer.Id, "https://example.net/hook", "sealed", Noon));

        await Database.InScopeAsync<IServiceProvider>(async services =>
        {
            var customers = services.GetRequiredService<ICustomerRepository>();
            await customers.RemoveAsync((await customers.FindAsync("C1", CancellationToken.None))!, CancellationToken.None);
            await services.GetRequiredService<IUnitOfWork>().SaveChangesAsync(CancellationToken.None);
        });

        Assert.That(
            await Database.InScopeAsync<MigrationsDbContext, bool>(async context =>
                await context.Customers.AnyAsync() || await context.ApiTokens.AnyAsync() || await context.Webhooks.AnyAsync()),
            Is.False);
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

    private Task<IReadOnlyList<string>> FindBusyAsync(Customer customer) => Database.InScopeAsync<ICustomerRepository, IReadOnlyList<string>>(customers =>
        customers.FindBusyDomainsAsync(customer.Id, ["a.example", "b.example", "c.example"], CancellationToken.None));

    private Task<bool> IsAsReadAsync(Customer customer) =>
        Database.InScopeAsync<ICustomerRepository, bool>(customers => customers.IsAsReadAsync(customer, CancellationToken.None));

    private Task ChangeAsync(Action<Customer> change) => Database.InScopeAsync<IServiceProvider>(async services =>
    {
        change((await services.GetRequiredService<ICustomerRepository>().FindAsync("C1", CancellationToken.None))!);
        await services.GetRequiredService<IUnitOfWork>().SaveChangesAsync(CancellationToken.None);
    });
}
