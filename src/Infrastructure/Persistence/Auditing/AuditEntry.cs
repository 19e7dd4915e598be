namespace Hosting.Migrations.Infrastructure.Persistence.Auditing;

/// <summary>An entry of the audit log. It names what it tells of by codes, and refers to nothing: what it is about may be deleted.</summary>
internal sealed class AuditEntry
{
    public long Id { get; private set; }

    /// <summary>Set by the database, by its own clock.</summary>
    public DateTimeOffset OccurredAt { get; private set; }

    public required string Actor { get; init; }

    public long? TokenId { get; init; }

    public string? ActorName { get; init; }

    public required string Action { get; init; }

    public required string ObjectType { get; init; }

    public string? ObjectCode { get; init; }

    public string? CustomerCode { get; init; }

    public string? MigrationCode { get; init; }

    /// <summary>A JSON object, without secrets.</summary>
    public required string Before { get; init; }

    /// <summary>A JSON object, without secrets.</summary>
    public required string After { get; init; }

    public string? RequestId { get; init; }

    public string? ClientAddress { get; init; }
}
