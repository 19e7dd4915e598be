using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Customers;

/// <summary>Finds customers by the codes that callers send. What is no code at all looks like nobody's.</summary>
internal static class CustomerAccess
{
    /// <summary>The key of a customer.</summary>
    public static async Task<long> GetIdAsync(this ICustomerRepository customers, string code, CancellationToken cancellationToken) =>
        CustomerCode.IsValid(code) && await customers.FindIdAsync(code, cancellationToken) is { } id ? id : throw NotFound(code);

    /// <summary>The customer, to be looked at or changed.</summary>
    public static async Task<Customer> GetAsync(this ICustomerRepository customers, string code, CancellationToken cancellationToken) =>
        CustomerCode.IsValid(code) && await customers.FindAsync(code, cancellationToken) is { } customer ? customer : throw NotFound(code);

    /// <summary>
    /// The customer, once nobody else changes it or uploads for it until the changes are stored or forgotten. It has to be as the caller has seen it.
    /// </summary>
    public static async Task<Customer> GetInTurnAsync(
        this ICustomerRepository customers, CustomerTurn turn, string code, IReadOnlyList<string>? expectedTags, CancellationToken cancellationToken)
    {
        var id = await customers.GetIdAsync(code, cancellationToken);
        return await turn.TakeOfAsync(
            id, async () => await customers.FindAsync(id, cancellationToken) ?? throw NotFound(code), CustomerDto.Of, expectedTags, cancellationToken);
    }

    /// <summary>What is wrong with domains that others have.</summary>
    public static async Task<IEnumerable<FieldError>> FindTakenAsync(
        this ICustomerRepository customers, IReadOnlyCollection<string> domains, CancellationToken cancellationToken) =>
        (await customers.FindTakenDomainsAsync(domains, cancellationToken))
            .Select(domain => new FieldError("domains", $"{domain} belongs to a customer already"));

    private static NotFoundException NotFound(string code) => new($"customer {code}");
}
