namespace Hosting.Migrations.Application.Auditing;

/// <summary>
/// A request by which somebody changes something: whatever it stores is told in the audit log, in the same transaction. Each command is this or
/// <see cref="NotAuditedAttribute"/>.
/// </summary>
public interface IAudited
{
    /// <summary>What is done.</summary>
    AuditAction AuditAction { get; }
}
