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

    /// <summary>Every customer with its domains, by code.</summary>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<Customer>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Which of some domains belong to a customer already.</summary>
    /// <param name="domains">Domains in the form that <see cref="MailDomain.Parse"/> gives them.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<string>> FindTakenDomainsAsync(IReadOnlyCollection<string> domains, CancellationToken cancellationToken);

    /// <summary>Adds a customer with its domains; stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="customer">The customer.</param>
    void Add(Customer customer);
}
