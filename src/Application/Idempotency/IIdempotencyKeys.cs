namespace Hosting.Migrations.Application.Idempotency;

/// <summary>What was made of requests that clients may send again.</summary>
public interface IIdempotencyKeys
{
    /// <summary>What was made of a request, or null.</summary>
    /// <param name="scope">Whose key it is.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<KnownRequest?> FindAsync(long scope, string key, CancellationToken cancellationToken);

    /// <summary>Notes what was made of a request; stored by <see cref="IUnitOfWork"/>.</summary>
    /// <param name="scope">Whose key it is.</param>
    /// <param name="key">The key.</param>
    /// <param name="sealedFingerprint">What the request said, hashed and encrypted.</param>
    /// <param name="migrationCode">The migration that was created or changed.</param>
    /// <param name="now">The moment.</param>
    void Add(long scope, string key, string sealedFingerprint, string migrationCode, DateTimeOffset now);

    /// <summary>Forgets old requests, at once.</summary>
    /// <param name="before">Those from before this moment.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task RemoveOldAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

/// <summary>What was made of a request.</summary>
/// <param name="SealedFingerprint">What the request said, hashed and encrypted.</param>
/// <param name="MigrationCode">The migration that was created or changed.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="IsThere">Whether that migration has not been deleted since.</param>
public sealed record KnownRequest(string SealedFingerprint, string MigrationCode, DateTimeOffset At, bool IsThere)
{
    /// <summary>The name under which a fault of a key is reported.</summary>
    public const string Field = "Idempotency-Key";
}
