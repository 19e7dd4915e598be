using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Infrastructure.Persistence.Work;

/// <summary>
/// A run that waits for a worker, or that one has claimed. All of it can be made again from the migrations and their runs, which are the truth.
/// </summary>
internal sealed class WorkItem
{
    /// <summary>The longest source host that is told from others, in characters; longer ones share a limit by their beginning.</summary>
    public const int MaxHostLength = 200;

    /// <summary>As much of a host as is told from others.</summary>
    /// <param name="host">In one spelling.</param>
    public static string HostOf(string host) => host[..Math.Min(host.Length, MaxHostLength)];

    public required long ResourceId { get; init; }

    public required MigrationStep Step { get; init; }

    public required long MigrationId { get; init; }

    public required long CustomerId { get; init; }

    /// <summary>Test runs have room of their own.</summary>
    public required bool IsTest { get; init; }

    /// <summary>In one spelling.</summary>
    public required string SourceHost { get; init; }

    /// <summary>The key of the mailbox into which the run writes; null if it writes into none.</summary>
    public required string? Target { get; init; }

    /// <summary>From when on it may be claimed, by the database's clock.</summary>
    public required DateTimeOffset ReadyAt { get; set; }

    /// <summary>The login for which it waits; null if that is not why. See <see cref="RefusedLogin"/>.</summary>
    public string? PausedLogin { get; set; }

    /// <summary>Who has claimed it; null while it waits.</summary>
    public string? Worker { get; set; }

    /// <summary>When the claim ends unless it is renewed, by the database's clock; null while it waits.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }
}
