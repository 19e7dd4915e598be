using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Checkpoints;

namespace Hosting.Migrations.Infrastructure.Persistence.Checkpoints;

/// <summary>A checkpoint in the database.</summary>
internal sealed class StoredCheckpoint : CheckpointText
{
    /// <summary>Its key; 0 until stored.</summary>
    public long Id { get; init; }

    /// <summary>The resource whose mailbox it is.</summary>
    public long ResourceId { get; init; }

    public static StoredCheckpoint Of(FolderCheckpoint checkpoint, long resourceId)
    {
        var stored = new StoredCheckpoint
        {
            ResourceId = resourceId,
            SourceFolder = checkpoint.SourceFolder,
            DestinationFolder = checkpoint.DestinationFolder,
        };
        stored.Take(checkpoint);
        return stored;
    }
}
