using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Imap.Checkpoints;

/// <summary>Keeps nothing, for whoever only logs in.</summary>
internal sealed class NoCheckpoints : ICheckpointStore
{
    public static NoCheckpoints Instance { get; } = new();

    public Task<IReadOnlyList<FolderCheckpoint>> LoadAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<FolderCheckpoint>>([]);

    public Task SaveAsync(IReadOnlyCollection<FolderCheckpoint> checkpoints, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        // There is nothing to let go of.
    }
}
