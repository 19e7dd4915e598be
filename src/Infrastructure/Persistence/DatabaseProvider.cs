namespace Hosting.Migrations.Infrastructure.Persistence;

/// <summary>The databases that the service can keep its records in.</summary>
public enum DatabaseProvider
{
    /// <summary>A file beside the service; needs no server.</summary>
    Sqlite,

    /// <summary>PostgreSQL, 13 or later.</summary>
    PostgreSql,

    /// <summary>SQL Server, 2019 or later.</summary>
    SqlServer,
}
