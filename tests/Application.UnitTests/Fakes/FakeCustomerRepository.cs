using Hosting.Migrations.Application.Customers;
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

    public Task<IReadOnlyList<Customer>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Customer>>([.. Stored.OrderBy(customer => customer.Code, StringComparer.Ordinal)]);

    public Task<IReadOnlyList<string>> FindTakenDomainsAsync(IReadOnlyCollection<string> domains, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(
            [.. domains.Intersect(Stored.SelectMany(customer => customer.Domains).Select(domain => domain.Name))]);

    private Customer? Find(string code) => Stored.Find(customer => customer.Code == code);
}
