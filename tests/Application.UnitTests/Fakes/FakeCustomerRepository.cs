using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Application.UnitTests.TestData;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.UnitTests.Fakes;

/// <summary>Customers in memory; one that was added is there once it is saved, with its key.</summary>
internal sealed class FakeCustomerRepository(FakeUnitOfWork unitOfWork) : ICustomerRepository
{
    public List<Customer> Stored { get; } = [];

    /// <summary>The token with which a customer was last looked up; null if none was.</summary>
    public CancellationToken? LookedUpWith { get; private set; }

    public void Store(Customer customer) =>
        Stored.Add(customer.Id == 0 ? Keys.Assign(customer, Stored.Count + 1) : customer);

    public void Add(Customer customer) => unitOfWork.WhenSaved(() => Store(customer));

    public Task<long?> FindIdAsync(string code, CancellationToken cancellationToken)
    {
        LookedUpWith = cancellationToken;
        return Task.FromResult(Find(code)?.Id);
    }

    public Task<Customer?> FindAsync(string code, CancellationToken cancellationToken) => Task.FromResult(Find(code));

    public Task<Customer?> FindAsync(long id, CancellationToken cancellationToken) => Task.FromResult(Stored.Find(customer => customer.Id == id));

    /// <summary>The domains that migrations write into.</summary>
    public List<string> BusyDomains { get; } = [];

    /// <summary>The customers that have migrations.</summary>
    public List<long> WithMigrations { get; } = [];

    public Task<string?> FindTakenCodeAsync(string code, CancellationToken cancellationToken) =>
        Task.FromResult(Stored.Find(customer => customer.Code.Equals(code, StringComparison.OrdinalIgnoreCase))?.Code);

    public Task<(IReadOnlyList<Customer> Items, int Total)> ListAsync(PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult<(IReadOnlyList<Customer>, int)>(
            ([.. Stored.OrderBy(customer => customer.Code, StringComparer.Ordinal).Skip((int)page.Offset).Take(page.Size)], Stored.Count));

    public Task<IReadOnlyList<string>> FindBusyDomainsAsync(long customerId, IReadOnlyCollection<string> domains, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. domains.Intersect(BusyDomains)]);

    public Task<bool> IsAsReadAsync(Customer customer, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<bool> HasMigrationsAsync(long customerId, CancellationToken cancellationToken) => Task.FromResult(WithMigrations.Contains(customerId));

    public Task RemoveAsync(Customer customer, CancellationToken cancellationToken)
    {
        unitOfWork.WhenSaved(() => Stored.Remove(customer));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> FindTakenDomainsAsync(IReadOnlyCollection<string> domains, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(
            [.. domains.Intersect(Stored.SelectMany(customer => customer.Domains).Select(domain => domain.Name))]);

    private Customer? Find(string code) => Stored.Find(customer => customer.Code == code);
}
