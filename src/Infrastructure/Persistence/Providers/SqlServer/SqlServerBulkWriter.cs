using System.Data;
using System.Data.Common;
using Hosting.Migrations.Infrastructure.Persistence.Bulk;
using Microsoft.Data.SqlClient;

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.SqlServer;

/// <summary>Stores rows by bulk copy.</summary>
internal sealed class SqlServerBulkWriter : IBulkWriter
{
    public async Task LockAsync(DbTransaction transaction, BulkTable table, CancellationToken cancellationToken)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT TOP (0) 1 FROM [{table.Name}] WITH (TABLOCKX, HOLDLOCK)";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task WriteAsync(DbTransaction transaction, BulkTable table, IEnumerable<object> entities, CancellationToken cancellationToken)
    {
        using var rows = Rows(table, entities);
        using var copy = new SqlBulkCopy((SqlConnection)transaction.Connection!, SqlBulkCopyOptions.KeepIdentity | SqlBulkCopyOptions.FireTriggers, (SqlTransaction)transaction)
        {
            DestinationTableName = table.Name,
        };
        foreach (var column in table.Columns)
        {
            copy.ColumnMappings.Add(column.Name, column.Name);
        }

        await copy.WriteToServerAsync(rows, cancellationToken);
    }

    /// <summary>Nothing to do: SQL Server goes on after the greatest key that it has seen, and keeps its statistics itself.</summary>
    public Task CompleteAsync(DbTransaction transaction, BulkTable table, CancellationToken cancellationToken) => Task.CompletedTask;

    internal static DataTable Rows(BulkTable table, IEnumerable<object> entities)
    {
        var rows = new DataTable(table.Name);
        rows.Columns.AddRange([.. table.Columns.Select(column => new DataColumn(column.Name, column.ValueType))]);
        foreach (var entity in entities)
        {
            rows.Rows.Add([.. table.Columns.Select(column => column.ValueOf(entity) ?? DBNull.Value)]);
        }

        return rows;
    }
}
