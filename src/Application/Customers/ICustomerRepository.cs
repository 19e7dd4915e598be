using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Customers;

/// <summary>Where customers are kept.</summary>
public interface ICustomerRepository
{
    /// <summary>The key of the customer with a code, or null.</summary>
    /// <param name="code">The code; case matters.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<long?> FindIdAsync(string code, CancellationToken cancellationToken);

    /// <summary>The customer with a code, or null; changes to it are stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="code">The code; case matters.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<Customer?> FindAsync(string code, CancellationToken cancellationToken);

    /// <summary>The customer with a key, or null; changes to it are stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="id">The key.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<Customer?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>
    /// The code of the customer that keeps another one from having a code: it differs from that in case at most; null if the code is free.
    /// </summary>
    /// <param name="code">The code.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<string?> FindTakenCodeAsync(string code, CancellationToken cancellationToken);

    /// <summary>Reads one page of customers with their domains, by code, and how many there are on all pages.</summary>
    /// <param name="page">Which page; past the last one there are no items, but the total is right.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<(IReadOnlyList<Customer> Items, int Total)> ListAsync(PageRequest page, CancellationToken cancellationToken);

    /// <summary>Which of some domains belong to a customer already.</summary>
    /// <param name="domains">Domains in the form that <see cref="MailDomain.Parse"/> gives them.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<string>> FindTakenDomainsAsync(IReadOnlyCollection<string> domains, CancellationToken cancellationToken);

    /// <summary>Which of some domains are written into by migrations of a customer that have not ended.</summary>
    /// <param name="customerId">The customer's key.</param>
    /// <param name="domains">Domains in the form that <see cref="MailDomain.Parse"/> gives them.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<string>> FindBusyDomainsAsync(long customerId, IReadOnlyCollection<string> domains, CancellationToken cancellationToken);

    /// <summary>Whether a customer has the domains by now that it had when it was read, and is disabled, or is not, as it was then.</summary>
    /// <param name="customer">The customer, as it was read.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<bool> IsAsReadAsync(Customer customer, CancellationToken cancellationToken);

    /// <summary>Whether a customer has any migration.</summary>
    /// <param name="customerId">The customer's key.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<bool> HasMigrationsAsync(long customerId, CancellationToken cancellationToken);

    /// <summary>Takes a customer away that has no migrations, with its domains, tokens and webhooks; stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task RemoveAsync(Customer customer, CancellationToken cancellationToken);

    /// <summary>Adds a customer with its domains; stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="customer">The customer.</param>
    void Add(Customer customer);
}
