using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Hosting.Migrations.Infrastructure.Persistence;

/// <summary>Knows how each database says that somebody else was faster, however deep a provider wraps it.</summary>
internal static class DatabaseFaults
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteIo = 10;
    private const int SqliteReadOnly = 8;
    private const int SqliteCantOpen = 14;
    private const int SqliteUnique = 2067;
    private const int SqlitePrimaryKey = 1555;
    private const int SqliteForeignKey = 787;
    private const int SqlServerForeignKey = 547;
    private const int SqlServerUniqueIndex = 2601;
    private const int SqlServerConstraint = 2627;
    private const int SqlServerDeadlock = 1205;
    private const int SqlServerReadOnly = 3906;

    // The class of SQL states for transactions that could not go on beside others, such as a deadlock.
    private const string RolledBack = "40";

    /// <summary>What says that the database can't be reached, or can't take more just now, or nothing but be read; null if nothing does.</summary>
    public static Exception? FindUnreachable(this Exception fault)
    {
        for (var inner = fault; inner is not null; inner = inner.InnerException)
        {
            // One that can only be read is a standby that has not taken over yet.
            if (inner is SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked or SqliteIo or SqliteCantOpen or SqliteReadOnly }
                or PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction }
                or SqlException { Number: SqlServerReadOnly }
                or DbException { IsTransient: true })
            {
                return inner;
            }
        }

        return null;
    }

    /// <summary>Whether what is referred to is gone.</summary>
    public static bool IsMissingReference(this Exception fault) => fault.GetBaseException() switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode == SqliteForeignKey,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.ForeignKeyViolation,
        SqlException server => server.Number == SqlServerForeignKey,
        _ => false,
    };

    /// <summary>Whether a key is taken.</summary>
    public static bool IsTakenKey(this Exception fault) => fault.GetBaseException() switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqliteUnique or SqlitePrimaryKey,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqlException server => server.Number is SqlServerUniqueIndex or SqlServerConstraint,
        _ => false,
    };

    /// <summary>Whether the database has rolled the transaction back, for the sake of others.</summary>
    public static bool IsRolledBack(this Exception fault) => fault.GetBaseException() switch
    {
        SqlException server => server.Number == SqlServerDeadlock,
        DbException { SqlState: { } state } => state.StartsWith(RolledBack, StringComparison.Ordinal),
        _ => false,
    };
}
