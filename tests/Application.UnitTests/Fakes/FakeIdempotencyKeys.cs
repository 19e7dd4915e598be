using Hosting.Migrations.Application.Idempotency;

namespace Hosting.Migrations.Application.UnitTests.Fakes;

/// <summary>Requests in memory; one that was added is there once it is saved.</summary>
internal sealed class FakeIdempotencyKeys(FakeUnitOfWork unitOfWork) : IIdempotencyKeys
{
    private readonly Dictionary<(long, string), (KnownRequest Request, DateTimeOffset At)> _stored = [];

    public Task<KnownRequest?> FindAsync(long scope, string key, CancellationToken cancellationToken) =>
        Task.FromResult(_stored.TryGetValue((scope, key), out var known) ? known.Request : null);

    public void Add(long scope, string key, string sealedFingerprint, string migrationCode, DateTimeOffset now) =>
        unitOfWork.WhenSaved(() => _stored.Add((scope, key), (new KnownRequest(sealedFingerprint, migrationCode, now, IsThere: true), now)));

    public Task RemoveOldAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        foreach (var (key, _) in _stored.Where(stored => stored.Value.At < before).ToList())
        {
            _stored.Remove(key);
        }

        return Task.CompletedTask;
    }
}
