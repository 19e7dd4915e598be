using System.Data.Common;
using Hosting.Migrations.Infrastructure.Persistence.Bulk;
using Microsoft.Data.Sqlite;

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.Sqlite;

/// <summary>One prepared statement, executed over and over in one transaction, is SQLite's fastest way in.</summary>
internal sealed class SqliteBulkWriter : IBulkWriter
{
    /// <summary>Nothing to do: a transaction that may write keeps all others from writing, from its beginning on.</summary>
    public Task LockAsync(DbTransaction transaction, BulkTable table, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task WriteAsync(DbTransaction transaction, BulkTable table, IEnumerable<object> entities, CancellationToken cancellationToken)
    {
        var columns = table.Columns;
        await using var insert = (SqliteCommand)transaction.Connection!.CreateCommand();
        insert.Transaction = (SqliteTransaction)transaction;
        insert.CommandText = $"""
            INSERT INTO "{table.Name}" ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))})
            VALUES ({string.Join(", ", columns.Select(column => $"@{column.Name}"))})
            """;
        var parameters = columns.Select(column => insert.Parameters.Add($"@{column.Name}", SqliteType.Text)).ToArray();
        foreach (var entity in entities)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < parameters.Length; i++)
            {
                parameters[i].ResetSqliteType();
                parameters[i].Value = columns[i].ValueOf(entity) ?? DBNull.Value;
            }

            insert.ExecuteNonQuery();
        }
    }

    /// <summary>Nothing to do: SQLite goes on after the greatest key that it has seen, and plans by its indexes alone.</summary>
    public Task CompleteAsync(DbTransaction transaction, BulkTable table, CancellationToken cancellationToken) => Task.CompletedTask;
}
