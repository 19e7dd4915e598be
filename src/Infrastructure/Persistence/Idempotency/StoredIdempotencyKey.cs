namespace Hosting.Migrations.Infrastructure.Persistence.Idempotency;

/// <summary>What was made of a request that a client may send again.</summary>
internal sealed class StoredIdempotencyKey
{
    /// <summary>Whose key it is: a customer's key, or 0 for admins.</summary>
    public required long Scope { get; init; }

    public required string Key { get; init; }

    /// <summary>What the request said, hashed and encrypted: it held passwords.</summary>
    public required string SealedFingerprint { get; init; }

    public required string MigrationCode { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
