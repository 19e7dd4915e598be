using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>A token to be issued: an admin's, or with a customer_code that customer's.</summary>
public sealed record IssueTokenBody
{
    /// <summary>Whether it is an admin's. Exactly one of this and customer_code is given.</summary>
    [DefaultValue(false)]
    public bool Admin { get; init; }

    /// <summary>The customer to whom it belongs.</summary>
    /// <example>C1001</example>
    [RegularExpression(Domain.Customers.CustomerCode.Pattern)]
    public string? CustomerCode { get; init; }

    /// <summary>What it is for.</summary>
    /// <example>panel</example>
    [MaxLength(ApiToken.MaxNameLength)]
    public string? Name { get; init; }

    /// <summary>
    /// read = looks at things and changes none; write = changes migrations and webhooks too; admin, for an admin's = customers, tokens and the
    /// service too. The widest of these unless given. An admin's token with the scope read is for a support desk, which sees every customer and
    /// changes nothing.
    /// </summary>
    [OneOf<TokenScope>]
    public string? Scope { get; init; }

    /// <summary>After how many days it is refused.</summary>
    [Range(1, 3650)]
    public int? ExpiresInDays { get; init; }

    /// <summary>From when on it is refused, in the place of expires_in_days. Without both it is good until it is revoked.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
