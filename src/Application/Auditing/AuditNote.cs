namespace Hosting.Migrations.Application.Auditing;

/// <summary>A change that can't be seen by what is stored with it.</summary>
/// <param name="About">What is changed.</param>
/// <param name="Code">Which one; null where there is but one.</param>
/// <param name="CustomerCode">Whose; null = nobody's.</param>
/// <param name="MigrationCode">Of which migration; null = of none.</param>
public sealed record AuditNote(AuditObject About, string? Code = null, string? CustomerCode = null, string? MigrationCode = null)
{
    /// <summary>What was there, by name, without secrets.</summary>
    public IReadOnlyDictionary<string, object?> Before { get; init; } = new Dictionary<string, object?>();

    /// <summary>What is there now, by name, without secrets.</summary>
    public IReadOnlyDictionary<string, object?> After { get; init; } = new Dictionary<string, object?>();
}
