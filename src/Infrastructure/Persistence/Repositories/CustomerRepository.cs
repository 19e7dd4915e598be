using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Domain.Customers;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

internal sealed class CustomerRepository(MigrationsDbContext context) : ICustomerRepository
{
    public Task<long?> FindIdAsync(string code, CancellationToken cancellationToken) =>
        context.Customers.Where(customer => customer.Code == code).Select(customer => (long?)customer.Id).SingleOrDefaultAsync(cancellationToken);

    public Task<Customer?> FindAsync(string code, CancellationToken cancellationToken) =>
        context.Customers.Include(customer => customer.Domains).SingleOrDefaultAsync(customer => customer.Code == code, cancellationToken);

    public Task<Customer?> FindAsync(long id, CancellationToken cancellationToken) =>
        context.Customers.Include(customer => customer.Domains).SingleOrDefaultAsync(customer => customer.Id == id, cancellationToken);

    public async Task<IReadOnlyList<Customer>> ListAsync(CancellationToken cancellationToken) =>
        await context.Customers.AsNoTracking()
            .Include(customer => customer.Domains.OrderBy(domain => domain.Name))
            .OrderBy(customer => customer.Code)
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<string>> FindTakenDomainsAsync(IReadOnlyCollection<string> domains, CancellationToken cancellationToken) =>
        await context.Set<CustomerDomain>()
            .Where(domain => domains.Contains(domain.Name))
            .Select(domain => domain.Name)
            .OrderBy(name => name)
            .ToListAsync(cancellationToken);

    public void Add(Customer customer) => context.Customers.Add(customer);
}
