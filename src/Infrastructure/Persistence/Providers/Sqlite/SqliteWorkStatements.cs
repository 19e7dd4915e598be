using System.Data.Common;
using Hosting.Migrations.Infrastructure.Persistence.Work;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.Sqlite;

/// <summary>The queue in SQLite, for the one process that uses the file.</summary>
internal sealed class SqliteWorkStatements(TimeProvider clock, ILogger<WorkStatements> logger) : WorkStatements(DatabaseProvider.Sqlite, clock, logger)
{
    protected override DbTransaction Begin(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: false);
}
