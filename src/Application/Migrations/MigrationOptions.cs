namespace Hosting.Migrations.Application.Migrations;

/// <summary>What an operator can set about migrations.</summary>
public sealed class MigrationOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Migrations";

    /// <summary>The greatest <see cref="LateAfter"/>.</summary>
    public static readonly TimeSpan MaxLateAfter = TimeSpan.FromDays(365);

    /// <summary>How long an execution may be overdue before the list says <c>is_late</c>. Default: 15 minutes; longer than zero, at most 365 days.</summary>
    public TimeSpan LateAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How many mailboxes one CSV file may have. Default: 500; 1 to 100,000.</summary>
    public int MaxCsvRows { get; init; } = 500;

    /// <summary>How many bytes one CSV file may have, in UTF-8. Default: 1,048,576 (1 MiB); 1,024 to 67,108,864 (64 MiB).</summary>
    public int MaxCsvBytes { get; init; } = 1024 * 1024;

    /// <summary>How many migrations of one customer may be unfinished at once, whatever they wait for. Default: 10,000; 1 to 10,000,000.</summary>
    public int MaxUnfinishedMigrations { get; init; } = 10_000;

    /// <summary>How many mailboxes these may have together. Default: 500,000; 1 to 1,000,000,000.</summary>
    public int MaxUnfinishedMailboxes { get; init; } = 500_000;
}
