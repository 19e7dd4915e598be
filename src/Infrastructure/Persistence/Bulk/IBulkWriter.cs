using System.Data.Common;

namespace Hosting.Migrations.Infrastructure.Persistence.Bulk;

/// <summary>A database's own way of storing many rows fast.</summary>
internal interface IBulkWriter
{
    /// <summary>Makes others wait that want to write to a table, until the transaction ends.</summary>
    Task LockAsync(DbTransaction transaction, BulkTable table, CancellationToken cancellationToken);

    /// <summary>Stores entities, keys included, within a transaction.</summary>
    Task WriteAsync(DbTransaction transaction, BulkTable table, IEnumerable<object> entities, CancellationToken cancellationToken);

    /// <summary>Makes the database go on after the last key that was stored, and plan its queries by what is there now.</summary>
    Task CompleteAsync(DbTransaction transaction, BulkTable table, CancellationToken cancellationToken);
}
