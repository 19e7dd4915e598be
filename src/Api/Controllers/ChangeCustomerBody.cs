using System.ComponentModel.DataAnnotations;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>What changes of a customer; what is left out stays as it is.</summary>
public sealed record ChangeCustomerBody
{
    /// <summary>The name shown to people.</summary>
    [MaxLength(Customer.MaxNameLength)]
    public string? Name { get; init; }

    /// <summary>All mail domains that belong to it from now on. One that an unfinished migration writes into has to be among them.</summary>
    /// <example>["acme.example", "acme.test"]</example>
    public IReadOnlyList<string>? Domains { get; init; }

    /// <summary>How many runs are begun for it in the time in which one is begun for a customer of weight 1.</summary>
    [Range(1, Customer.MaxWeight)]
    public int? Weight { get; init; }

    /// <summary>Whether its tokens are refused, and nothing can be uploaded for it. What is under way goes on.</summary>
    public bool? Disabled { get; init; }
}
