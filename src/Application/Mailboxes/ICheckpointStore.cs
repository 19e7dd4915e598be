namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>Keeps the checkpoints of one mailbox. One copy at a time uses it.</summary>
public interface ICheckpointStore : IDisposable
{
    /// <summary>Reads all checkpoints of the mailbox.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<FolderCheckpoint>> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Adds checkpoints, or puts them in the place of those with the same source folder; all of them or none.</summary>
    /// <param name="checkpoints">What to keep.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task SaveAsync(IReadOnlyCollection<FolderCheckpoint> checkpoints, CancellationToken cancellationToken);
}
