using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Infrastructure.Persistence.Auditing;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

internal sealed class AuditLog(MigrationsDbContext context) : IAuditLog
{
    public async Task<IReadOnlyList<AuditRecord>> ListAsync(AuditFilter filter, AuditPlace? after, int most, CancellationToken cancellationToken) =>
        await After(Matching(filter), after)
            .OrderByDescending(entry => entry.OccurredAt).ThenByDescending(entry => entry.Id)
            .Take(most)
            .Select(entry => new AuditRecord(
                entry.Id,
                entry.OccurredAt,
                entry.Actor,
                entry.TokenId,
                entry.ActorName,
                entry.Action,
                entry.ObjectType,
                entry.ObjectCode,
                entry.CustomerCode,
                entry.MigrationCode,
                entry.Before,
                entry.After,
                entry.RequestId,
                entry.ClientAddress))
            .ToListAsync(cancellationToken);

    public async Task<int> RemoveOldAsync(DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        var old = await context.AuditEntries.Where(entry => entry.OccurredAt < before)
            .OrderBy(entry => entry.OccurredAt).ThenBy(entry => entry.Id)
            .Select(entry => entry.Id)
            .Take(most)
            .ToListAsync(cancellationToken);
        return old.Count == 0 ? 0 : await context.AuditEntries.Where(entry => old.Contains(entry.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    private IQueryable<AuditEntry> Matching(AuditFilter filter)
    {
        var entries = context.AuditEntries.AsNoTracking();
        if (filter.CustomerCode is { } customerCode)
        {
            entries = entries.Where(entry => entry.CustomerCode == customerCode);
        }

        if (filter.MigrationCode is { } migrationCode)
        {
            entries = entries.Where(entry => entry.MigrationCode == migrationCode);
        }

        if (filter.Actor is { } actor)
        {
            var text = EnumText<ActorKind>.ToText(actor);
            entries = entries.Where(entry => entry.Actor == text);
        }

        if (filter.TokenId is { } tokenId)
        {
            entries = entries.Where(entry => entry.TokenId == tokenId);
        }

        if (filter.Action is { } action)
        {
            var text = EnumText<AuditAction>.ToText(action);
            entries = entries.Where(entry => entry.Action == text);
        }

        if (filter.From is { } from)
        {
            entries = entries.Where(entry => entry.OccurredAt >= from);
        }

        if (filter.To is { } to)
        {
            entries = entries.Where(entry => entry.OccurredAt < to);
        }

        return entries;
    }

    // The first condition is for the index, which knows nothing of an OR.
    private static IQueryable<AuditEntry> After(IQueryable<AuditEntry> entries, AuditPlace? after) => after is not { } place ? entries
        : entries.Where(entry => entry.OccurredAt <= place.At && (entry.OccurredAt < place.At || entry.Id < place.Id));
}
