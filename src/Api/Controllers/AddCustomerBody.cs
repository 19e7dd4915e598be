using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>A customer to be added.</summary>
public sealed record AddCustomerBody
{
    /// <summary>The code by which it is named from now on. Differs from every other customer's in more than case.</summary>
    /// <example>C1001</example>
    [RegularExpression(CustomerCode.Pattern)]
    public required string Code { get; init; }

    /// <summary>The name shown to people.</summary>
    /// <example>Acme Ltd</example>
    [MaxLength(Customer.MaxNameLength)]
    public required string Name { get; init; }

    /// <summary>The mail domains that belong to it, each to no other customer; may be none.</summary>
    /// <example>["acme.example"]</example>
    public IReadOnlyList<string>? Domains { get; init; }

    /// <summary>How many runs are begun for it in the time in which one is begun for a customer of weight 1; 1 unless given.</summary>
    [DefaultValue(1)]
    [Range(1, Customer.MaxWeight)]
    public int? Weight { get; init; }
}
