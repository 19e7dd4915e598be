using Hosting.Migrations.Application.Mailboxes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Infrastructure.Persistence.Checkpoints;

/// <summary>
/// Keeps the checkpoints of one resource in the database. Two workers may have noted the same folder for the first time at once, where one was taken for
/// dead: both tell the truth, and the one that has come further spares more.
/// </summary>
internal sealed class DatabaseCheckpointStore(IServiceScopeFactory scopes, long resourceId) : ICheckpointStore
{
    public async Task<IReadOnlyList<FolderCheckpoint>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<MigrationsDbContext>();
        var stored = await context.FolderCheckpoints.AsNoTracking().Where(checkpoint => checkpoint.ResourceId == resourceId).ToListAsync(cancellationToken);
        return [.. stored.Select(checkpoint => checkpoint.ToCheckpoint())
            .GroupBy(checkpoint => checkpoint.SourceFolder, StringComparer.Ordinal)
            .Select(same => same.MaxBy(checkpoint => checkpoint.Copied.Count)!)];
    }

    public async Task SaveAsync(IReadOnlyCollection<FolderCheckpoint> checkpoints, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<MigrationsDbContext>();
        var folders = checkpoints.Select(checkpoint => checkpoint.SourceFolder).ToList();
        var stored = (await context.FolderCheckpoints
            .Where(checkpoint => checkpoint.ResourceId == resourceId && folders.Contains(checkpoint.SourceFolder))
            .ToListAsync(cancellationToken)).ToLookup(checkpoint => checkpoint.SourceFolder, StringComparer.Ordinal);
        foreach (var checkpoint in checkpoints)
        {
            if (stored[checkpoint.SourceFolder].FirstOrDefault() is { } known)
            {
                known.Take(checkpoint);
                context.RemoveRange(stored[checkpoint.SourceFolder].Skip(1));
            }
            else
            {
                context.FolderCheckpoints.Add(StoredCheckpoint.Of(checkpoint, resourceId));
            }
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    public void Dispose()
    {
        // Holds nothing.
    }
}
