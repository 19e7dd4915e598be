namespace Hosting.Migrations.Application.Auditing;

/// <summary>Marks a command that is not told in the audit log.</summary>
/// <param name="reason">Why it need not be.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NotAuditedAttribute(string reason) : Attribute
{
    /// <summary>The reason of all that workers send: each of it follows from what somebody asked for before.</summary>
    public const string OfWorkers = "It is the service's own work, which follows from what somebody has asked for; the history of the migration tells of it.";

    /// <summary>Why the command need not be told.</summary>
    public string Reason { get; } = reason;
}
