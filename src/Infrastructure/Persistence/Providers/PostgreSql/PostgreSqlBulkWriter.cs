using System.Data.Common;
using Hosting.Migrations.Infrastructure.Persistence.Bulk;
using Npgsql;

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.PostgreSql;

/// <summary>Stores rows by binary COPY.</summary>
internal sealed class PostgreSqlBulkWriter : IBulkWriter
{
    public Task LockAsync(DbTransaction transaction, BulkTable table, CancellationToken cancellationToken) =>
        ExecuteAsync(transaction, $"LOCK TABLE \"{table.Name}\" IN SHARE ROW EXCLUSIVE MODE", cancellationToken);

    public async Task WriteAsync(DbTransaction transaction, BulkTable table, IEnumerable<object> entities, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)transaction.Connection!;
        var names = string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""));
        await using var import = await connection.BeginBinaryImportAsync(
            $"COPY \"{table.Name}\" ({names}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var entity in entities)
        {
            await import.StartRowAsync(cancellationToken);
            foreach (var column in table.Columns)
            {
                if (column.ValueOf(entity) is { } value)
                {
                    await import.WriteAsync(value, column.StoreType, cancellationToken);
                }
                else
                {
                    await import.WriteNullAsync(cancellationToken);
                }
            }
        }

        await import.CompleteAsync(cancellationToken);
    }

    public async Task CompleteAsync(DbTransaction transaction, BulkTable table, CancellationToken cancellationToken)
    {
        if (table.LastKey > 0)
        {
            await ExecuteAsync(transaction, $"SELECT setval(pg_get_serial_sequence('{table.Name}', '{table.KeyColumn}'), {table.LastKey})", cancellationToken);
        }

        // Without it the first queries are planned for empty tables, until autovacuum comes by.
        await ExecuteAsync(transaction, $"ANALYZE \"{table.Name}\"", cancellationToken);
    }

    private static async Task ExecuteAsync(DbTransaction transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
