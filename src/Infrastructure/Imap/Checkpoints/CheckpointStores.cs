using Hosting.Migrations.Application.Mailboxes;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Infrastructure.Imap.Checkpoints;

/// <summary>Finds checkpoints.</summary>
internal sealed class CheckpointStores(IServiceScopeFactory scopes) : ICheckpointStores
{
    public ICheckpointStore ForResource(long resourceId) => new DatabaseCheckpointStore(scopes, resourceId);

    public ICheckpointStore OpenFile(string path, string mailbox) => new FileCheckpointStore(path, mailbox);
}
