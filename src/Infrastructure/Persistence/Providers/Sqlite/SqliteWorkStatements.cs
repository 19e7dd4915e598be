using System.Data.Common;
using Hosting.Migrations.Infrastructure.Persistence.Work;
using Microsoft.Data.Sqlite;

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.Sqlite;

/// <summary>The queue in SQLite, for the one process that uses the file.</summary>
internal sealed class SqliteWorkStatements(TimeProvider clock) : WorkStatements(DatabaseProvider.Sqlite, clock)
{
    protected override DbTransaction Begin(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: false);
}
