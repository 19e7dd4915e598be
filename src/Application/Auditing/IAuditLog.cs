namespace Hosting.Migrations.Application.Auditing;

/// <summary>What has been told of changes. Nothing in it is ever changed.</summary>
public interface IAuditLog
{
    /// <summary>Reads entries, the newest first.</summary>
    /// <param name="filter">Which entries.</param>
    /// <param name="after">The place after which to begin; null = from the newest on.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<IReadOnlyList<AuditRecord>> ListAsync(AuditFilter filter, AuditPlace? after, int most, CancellationToken cancellationToken);

    /// <summary>Removes the oldest entries, at once.</summary>
    /// <param name="before">Those from before this moment.</param>
    /// <param name="most">How many at most, in one transaction.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were removed.</returns>
    Task<int> RemoveOldAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);
}

/// <summary>Which entries are wanted; the conditions are joined by AND, null = no condition.</summary>
/// <param name="CustomerCode">Those about this customer, its migrations, tokens and webhooks.</param>
/// <param name="MigrationCode">Those about this migration and its mailboxes.</param>
/// <param name="Actor">Those of who came through this.</param>
/// <param name="TokenId">Those of this token.</param>
/// <param name="Action">Those of this.</param>
/// <param name="From">Those from this moment on.</param>
/// <param name="To">Those before this moment.</param>
public sealed record AuditFilter(
    string? CustomerCode = null,
    string? MigrationCode = null,
    ActorKind? Actor = null,
    long? TokenId = null,
    AuditAction? Action = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null);

/// <summary>A place in the log.</summary>
/// <param name="At">The moment of the entry there, in UTC.</param>
/// <param name="Id">Its key.</param>
public readonly record struct AuditPlace(DateTimeOffset At, long Id);

/// <summary>An entry of the log, as it is kept. What a newer version writes is shown as it stands.</summary>
/// <param name="Id">Its key, which grows.</param>
/// <param name="OccurredAt">When, by the database's clock, in UTC.</param>
/// <param name="Actor">The text of an <see cref="ActorKind"/>.</param>
/// <param name="TokenId">The token's number; null for others than tokens.</param>
/// <param name="ActorName">The token's name then, or the user of the machine.</param>
/// <param name="Action">The text of an <see cref="AuditAction"/>.</param>
/// <param name="ObjectType">The text of an <see cref="AuditObject"/>.</param>
/// <param name="Code">Which object.</param>
/// <param name="CustomerCode">Whose.</param>
/// <param name="MigrationCode">Of which migration.</param>
/// <param name="Before">What was there, as a JSON object.</param>
/// <param name="After">What is there since, as a JSON object.</param>
/// <param name="RequestId">The id of the request.</param>
/// <param name="ClientAddress">The address from which it came.</param>
public sealed record AuditRecord(
    long Id,
    DateTimeOffset OccurredAt,
    string Actor,
    long? TokenId,
    string? ActorName,
    string Action,
    string ObjectType,
    string? Code,
    string? CustomerCode,
    string? MigrationCode,
    string Before,
    string After,
    string? RequestId,
    string? ClientAddress);
