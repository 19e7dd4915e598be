using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Infrastructure.Persistence.Work;

/// <summary>Runs of a migration's step that are to wait for a worker.</summary>
internal sealed record NewWork(long MigrationId, long CustomerId, MigrationStep Step, IReadOnlyCollection<NewWork.Run> Runs)
{
    /// <param name="ResourceId">The resource's key.</param>
    /// <param name="SourceHost">In one spelling.</param>
    /// <param name="Target">The key of the mailbox into which the run writes; null if it writes into none.</param>
    internal sealed record Run(long ResourceId, string SourceHost, string? Target);
}
