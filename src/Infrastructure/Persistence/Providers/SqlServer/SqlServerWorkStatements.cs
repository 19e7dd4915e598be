using Hosting.Migrations.Infrastructure.Persistence.Work;

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.SqlServer;

/// <summary>The queue in SQL Server, which other processes look at every second or two.</summary>
internal sealed class SqlServerWorkStatements(TimeProvider clock) : WorkStatements(DatabaseProvider.SqlServer, clock);
