using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Once;

/// <summary>Checkpoints of a program that is killed: from then on nothing is noted.</summary>
internal sealed class LaggingCheckpointStore(MemoryCheckpointStore store) : ICheckpointStore
{
    public bool IsDead { get; set; }

    public Task<IReadOnlyList<FolderCheckpoint>> LoadAsync(CancellationToken cancellationToken) => store.LoadAsync(cancellationToken);

    public Task SaveAsync(IReadOnlyCollection<FolderCheckpoint> checkpoints, CancellationToken cancellationToken) =>
        IsDead ? Task.CompletedTask : store.SaveAsync(checkpoints, cancellationToken);

    public void Dispose()
    {
        // Holds nothing.
    }
}
