using FluentValidation;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Customers;

/// <summary>The rules for what a customer has, whoever gives it to it.</summary>
internal static class CustomerRules
{
    /// <summary>The most domains that one customer can have.</summary>
    private const int MaxDomains = 1000;

    public static IRuleBuilderOptions<T, string?> MustBeCustomerName<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(name => name is null || Customer.IsValidName(name))
        .WithMessage($"must have 1 to {Customer.MaxNameLength} characters, none of them a control character");

    public static IRuleBuilderOptions<T, IReadOnlyList<string>?> MustBeDomains<T>(this IRuleBuilder<T, IReadOnlyList<string>?> rule) => rule
        .Must(domains => domains is null || domains.Count <= MaxDomains)
        .WithMessage($"must be at most {MaxDomains}")
        .Must(domains => domains is null || domains.All(domain => MailDomain.TryParse(domain, out _)))
        .WithMessage("must be a domain name, such as example.com")
        .Must(domains => domains is null || IsEachOnce(domains))
        .WithMessage("must not be given twice");

    public static IRuleBuilderOptions<T, int?> MustBeWeight<T>(this IRuleBuilder<T, int?> rule) => rule
        .InclusiveBetween(1, Customer.MaxWeight)
        .WithMessage($"must be 1 to {Customer.MaxWeight}");

    private static bool IsEachOnce(IReadOnlyList<string> domains)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return domains.All(text => !MailDomain.TryParse(text, out var domain) || seen.Add(domain));
    }
}
