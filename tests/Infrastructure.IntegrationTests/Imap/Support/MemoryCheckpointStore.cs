using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

/// <summary>Keeps checkpoints as the file does, but in memory.</summary>
internal sealed class MemoryCheckpointStore : ICheckpointStore
{
    private readonly Dictionary<string, FolderCheckpoint> _checkpoints = new(StringComparer.Ordinal);

    public IReadOnlyCollection<FolderCheckpoint> Checkpoints => _checkpoints.Values;

    public Task<IReadOnlyList<FolderCheckpoint>> LoadAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FolderCheckpoint>>([.. _checkpoints.Values]);

    public Task SaveAsync(IReadOnlyCollection<FolderCheckpoint> checkpoints, CancellationToken cancellationToken)
    {
        foreach (var checkpoint in checkpoints)
        {
            _checkpoints[checkpoint.SourceFolder] = checkpoint;
        }

        return Task.CompletedTask;
    }

    /// <summary>Loses everything, as an operator may who deletes the file.</summary>
    public void Clear() => _checkpoints.Clear();

    public void Dispose()
    {
        // Outlives the copies that use it.
    }
}
