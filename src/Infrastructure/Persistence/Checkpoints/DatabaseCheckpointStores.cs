using Hosting.Migrations.Application.Mailboxes;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Infrastructure.Persistence.Checkpoints;

/// <summary>Keeps the checkpoints of migrations' mailboxes in the database.</summary>
internal sealed class DatabaseCheckpointStores(IServiceScopeFactory scopes) : ICheckpointStores
{
    public ICheckpointStore ForResource(long resourceId) => new DatabaseCheckpointStore(scopes, resourceId);
}
