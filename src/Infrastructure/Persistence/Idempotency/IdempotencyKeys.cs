using Hosting.Migrations.Application.Idempotency;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Idempotency;

internal sealed class IdempotencyKeys(MigrationsDbContext context) : IIdempotencyKeys
{
    public Task<KnownRequest?> FindAsync(long scope, string key, CancellationToken cancellationToken) => context.IdempotencyKeys
        .Where(stored => stored.Scope == scope && stored.Key == key)
        .Select(stored => new KnownRequest(
            stored.SealedFingerprint, stored.MigrationCode, stored.CreatedAt, context.Migrations.Any(migration => migration.Code == stored.MigrationCode)))
        .SingleOrDefaultAsync(cancellationToken);

    public void Add(long scope, string key, string sealedFingerprint, string migrationCode, DateTimeOffset now) => context.IdempotencyKeys.Add(
        new StoredIdempotencyKey { Scope = scope, Key = key, SealedFingerprint = sealedFingerprint, MigrationCode = migrationCode, CreatedAt = now.ToUniversalTime() });

    public Task RemoveOldAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        context.IdempotencyKeys.Where(stored => stored.CreatedAt < before.ToUniversalTime()).ExecuteDeleteAsync(cancellationToken);
}
