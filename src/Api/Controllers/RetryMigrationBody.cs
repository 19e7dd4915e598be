namespace Hosting.Migrations.Api.Controllers;

/// <summary>Which mailboxes are tried again; without both, all that are no success.</summary>
public sealed record RetryMigrationBody
{
    /// <summary>Only these, by their codes.</summary>
    /// <example>["MG12345678-3"]</example>
    public IReadOnlyList<string>? Resources { get; init; }

    /// <summary>Only those whose latest run failed for this reason; see error_details.</summary>
    /// <example>auth</example>
    public string? ErrorCode { get; init; }
}
