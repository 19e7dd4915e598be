using Hosting.Migrations.Infrastructure.Persistence.Work;
using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.SqlServer;

/// <summary>The queue in SQL Server, which other processes look at every second or two.</summary>
internal sealed class SqlServerWorkStatements(TimeProvider clock, ILogger<WorkStatements> logger) : WorkStatements(DatabaseProvider.SqlServer, clock, logger);
