using Hosting.Migrations.Application.Mailboxes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Infrastructure.Persistence.Checkpoints;

/// <summary>Keeps the checkpoints of one resource in the database.</summary>
internal sealed class DatabaseCheckpointStore(IServiceScopeFactory scopes, long resourceId) : ICheckpointStore
{
    public async Task<IReadOnlyList<FolderCheckpoint>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<MigrationsDbContext>();
        var stored = await context.FolderCheckpoints.AsNoTracking().Where(checkpoint => checkpoint.ResourceId == resourceId).ToListAsync(cancellationToken);
        return stored.ConvertAll(checkpoint => checkpoint.ToCheckpoint());
    }

    public async Task SaveAsync(IReadOnlyCollection<FolderCheckpoint> checkpoints, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<MigrationsDbContext>();
        var folders = checkpoints.Select(checkpoint => checkpoint.SourceFolder).ToList();
        var stored = await context.FolderCheckpoints
            .Where(checkpoint => checkpoint.ResourceId == resourceId && folders.Contains(checkpoint.SourceFolder))
            .ToDictionaryAsync(checkpoint => checkpoint.SourceFolder, StringComparer.Ordinal, cancellationToken);
        foreach (var checkpoint in checkpoints)
        {
            if (stored.TryGetValue(checkpoint.SourceFolder, out var known))
            {
                known.Take(checkpoint);
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
