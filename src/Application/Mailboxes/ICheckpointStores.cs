namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>Finds the checkpoints of migrations' mailboxes.</summary>
public interface ICheckpointStores
{
    /// <summary>The checkpoints of a migration's mailbox, in the database.</summary>
    /// <param name="resourceId">The resource's key.</param>
    ICheckpointStore ForResource(long resourceId);
}
