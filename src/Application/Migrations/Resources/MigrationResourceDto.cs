using System.Text.Json.Serialization;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Resources;

/// <summary>A mailbox of a migration.</summary>
// The order of the properties is the contract's.
public sealed record MigrationResourceDto
{
    /// <summary>The migration's code and the place in its file.</summary>
    /// <example>MG12345678-3</example>
    public required string Code { get; init; }

    /// <summary>Where the resource stands: as its latest run, or pending before there is one.</summary>
    public required ResourceStatus Status { get; init; }

    /// <summary>Which run the status speaks of; null before there is one.</summary>
    /// <example>first execution</example>
    public required string? StatusDetail { get; init; }

    /// <summary>When the mailbox was added: with the migration, or later.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a run last started or ended, or the login was replaced.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Why the latest run failed; empty where it did not.</summary>
    public required IReadOnlyList<ErrorDetailDto> ErrorDetails { get; init; }

    /// <summary>The mailbox at the destination.</summary>
    /// <example>anna@example.com</example>
    public required string LocalEmail { get; init; }

    /// <summary>The user at the source.</summary>
    public required string RemoteUsername { get; init; }

    /// <summary>The source's host name or address, and port.</summary>
    /// <example>imap.example.net:993</example>
    public required string RemoteServer { get; init; }

    /// <summary>The migration's key.</summary>
    public required long MigrationId { get; init; }

    /// <summary>The master user who logs in on the user's behalf; null for a plain login.</summary>
    public required string? Masteruser { get; init; }

    /// <summary>The trial of the logins.</summary>
    public required RunDto TestRun { get; init; }

    /// <summary>The full copy.</summary>
    public required RunDto FirstExecutionRun { get; init; }

    /// <summary>The copy of what has arrived since.</summary>
    public required RunDto SecondExecutionRun { get; init; }

    /// <summary>Only messages received on or after this moment are copied; null = all.</summary>
    public required DateTimeOffset? FromDate { get; init; }

    /// <summary>The id of the connection that logs in, in the place of a password; left out where none does.</summary>
    /// <example>cn_4m1q8x0c7v2n9b5k</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ConnectionId { get; init; }
}
