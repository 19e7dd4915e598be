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
}
