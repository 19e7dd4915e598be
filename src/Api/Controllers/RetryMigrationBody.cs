using Hosting.Migrations.Application.Migrations.Resources;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>Which mailboxes are tried again; without any of it, all that are no success.</summary>
public sealed record RetryMigrationBody
{
    /// <summary>Only these, by their codes.</summary>
    /// <example>["MG12345678-3"]</example>
    public IReadOnlyList<string>? Resources { get; init; }

    /// <summary>Only those whose latest run failed for this reason; see error_details.</summary>
    /// <example>auth</example>
    [RunErrorCode]
    public string? ErrorCode { get; init; }

    /// <summary>Only those that come from this source, as their rows name it.</summary>
    /// <example>imap.example.net:993</example>
    public string? RemoteServer { get; init; }
}
