namespace Hosting.Migrations.Application.Auditing;

/// <summary>What an operator can set about the audit log.</summary>
public sealed class AuditOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Audit";

    /// <summary>The shortest time for which entries can be kept.</summary>
    public static readonly TimeSpan MinKeepFor = TimeSpan.FromDays(30);

    /// <summary>How long entries are kept. Default: null, for ever; else at least 30 days.</summary>
    public TimeSpan? KeepFor { get; init; }
}
