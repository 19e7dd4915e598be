using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Customers;

/// <summary>A customer.</summary>
/// <param name="Code">The code by which it is named.</param>
/// <param name="Name">The name shown to people.</param>
/// <param name="Domains">The mail domains that belong to it, by name.</param>
/// <param name="Weight">How many runs are begun for it in the time in which one is begun for a customer of weight 1, while both have some.</param>
/// <param name="Disabled">Whether its tokens are refused, and nothing new is begun for it.</param>
/// <param name="CreatedAt">When it was added.</param>
public sealed record CustomerDto(string Code, string Name, IReadOnlyList<string> Domains, int Weight, bool Disabled, DateTimeOffset CreatedAt)
{
    internal static CustomerDto Of(Customer customer) => new(
        customer.Code,
        customer.Name,
        [.. customer.Domains.Select(domain => domain.Name).Order(StringComparer.Ordinal)],
        customer.Weight,
        customer.IsDisabled,
        customer.CreatedAt);
}
