using System.Diagnostics.CodeAnalysis;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

[SuppressMessage("Globalization", "CA1304", Justification = InSql)]
[SuppressMessage("Globalization", "CA1311", Justification = InSql)]
[SuppressMessage("Performance", "CA1862", Justification = InSql)]
internal sealed class CustomerRepository(MigrationsDbContext context) : ICustomerRepository
{
    private const string InSql = "The database folds, which knows no other way.";

    private static readonly MigrationStatus[] Unfinished = [.. Enum.GetValues<MigrationStatus>().Where(status => !status.HasEnded())];

    public Task<long?> FindIdAsync(string code, CancellationToken cancellationToken) =>
        context.Customers.Where(customer => customer.Code == code).Select(customer => (long?)customer.Id).SingleOrDefaultAsync(cancellationToken);

    public Task<Customer?> FindAsync(string code, CancellationToken cancellationToken) =>
        context.Customers.Include(customer => customer.Domains).SingleOrDefaultAsync(customer => customer.Code == code, cancellationToken);

    public Task<Customer?> FindAsync(long id, CancellationToken cancellationToken) =>
        context.Customers.Include(customer => customer.Domains).SingleOrDefaultAsync(customer => customer.Id == id, cancellationToken);

    public Task<string?> FindTakenCodeAsync(string code, CancellationToken cancellationToken)
    {
        // Those that a version before has added have no folded code.
        var folded = CustomerCode.Fold(code);
        return context.Customers
            .Where(customer => customer.FoldedCode == folded || (customer.FoldedCode == null && customer.Code.ToUpper() == folded))
            .OrderBy(customer => customer.Id)
            .Select(customer => customer.Code)
            .FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<(IReadOnlyList<Customer> Items, int Total)> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var total = await context.Customers.CountAsync(cancellationToken);
        var customers = context.Customers.AsNoTracking().Include(customer => customer.Domains.OrderBy(domain => domain.Name));
        return (await customers.OrderBy(customer => customer.Code).ReadAsync(page, total, cancellationToken), total);
    }

    public async Task<IReadOnlyList<string>> FindTakenDomainsAsync(IReadOnlyCollection<string> domains, CancellationToken cancellationToken) =>
        await context.Set<CustomerDomain>()
            .Where(domain => domains.Contains(domain.Name))
            .Select(domain => domain.Name)
            .OrderBy(name => name)
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<string>> FindBusyDomainsAsync(
        long customerId, IReadOnlyCollection<string> domains, CancellationToken cancellationToken)
    {
        var busy = new List<string>();
        foreach (var domain in domains)
        {
            // Addresses that were stored by a version before may be in another case.
            var ending = $"@{domain}";
            if (await context.MigrationResources.AnyAsync(
                resource => resource.LocalEmail.ToLower().EndsWith(ending)
                    && context.Migrations.Any(migration =>
                        migration.Id == resource.MigrationId && migration.CustomerId == customerId && Unfinished.Contains(migration.Status)),
                cancellationToken))
            {
                busy.Add(domain);
            }
        }

        return busy;
    }

    public async Task<bool> IsAsReadAsync(Customer customer, CancellationToken cancellationToken)
    {
        var current = await context.Customers.AsNoTracking()
            .Include(one => one.Domains).SingleOrDefaultAsync(one => one.Id == customer.Id, cancellationToken);
        return current is not null && current.IsDisabled == customer.IsDisabled
            && current.Domains.Select(domain => domain.Name).ToHashSet().SetEquals(customer.Domains.Select(domain => domain.Name));
    }

    public Task<bool> HasMigrationsAsync(long customerId, CancellationToken cancellationToken) =>
        context.Migrations.AnyAsync(migration => migration.CustomerId == customerId, cancellationToken);

    public async Task RemoveAsync(Customer customer, CancellationToken cancellationToken)
    {
        context.Webhooks.RemoveRange(await context.Webhooks.Where(webhook => webhook.CustomerId == customer.Id).ToListAsync(cancellationToken));
        context.ApiTokens.RemoveRange(await context.ApiTokens.Where(token => token.CustomerId == customer.Id).ToListAsync(cancellationToken));
        context.Connections.RemoveRange(await context.Connections.Where(connection => connection.CustomerId == customer.Id).ToListAsync(cancellationToken));
        context.Customers.Remove(customer);
    }

    public void Add(Customer customer) => context.Customers.Add(customer);
}
