using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.SqlServer;

/// <summary>Stands where SQL Server would: keeps each command that EF Core sends, and answers it with what lets EF Core go on.</summary>
internal sealed class RecordingInterceptor : DbCommandInterceptor, IDbConnectionInterceptor
{
    /// <summary>What counts and counters answer.</summary>
    public long Total { get; set; }

    public List<(string Text, IReadOnlyList<SqlParameter> Parameters)> Commands { get; } = [];

    public InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        InterceptionResult.Suppress();

    public ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(InterceptionResult.Suppress());

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Commands.Add((command.CommandText, [.. command.Parameters.Cast<SqlParameter>()]));
        return ValueTask.FromResult(InterceptionResult<DbDataReader>.SuppressWithResult(Answer(command.CommandText)));
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Commands.Add((command.CommandText, [.. command.Parameters.Cast<SqlParameter>()]));
        return ValueTask.FromResult(InterceptionResult<int>.SuppressWithResult(0));
    }

    private DataTableReader Answer(string text)
    {
        using var table = new DataTable();
        if (text.Contains("COUNT_BIG(*) AS [Total], MIN(", StringComparison.Ordinal))
        {
            table.Columns.Add("total", typeof(long));
            table.Columns.Add("first", typeof(long));
            table.Columns.Add("last", typeof(long));
            if (Total > 0)
            {
                table.Rows.Add(Total, 1, Total);
            }
        }
        else if (text.StartsWith("SELECT [m].[total], [m].[version]", StringComparison.Ordinal))
        {
            table.Columns.Add("total", typeof(long));
            table.Columns.Add("version", typeof(long));
            table.Rows.Add(Total, 1);
        }
        else if (text.Contains("GROUP BY [m].[month]", StringComparison.Ordinal))
        {
            table.Columns.Add("start", typeof(DateTimeOffset));
            table.Columns.Add("total", typeof(long));
            table.Rows.Add(DateTimeOffset.UnixEpoch, Total);
        }
        else if (text.StartsWith("SELECT COUNT_BIG(*)", StringComparison.Ordinal))
        {
            table.Columns.Add("total", typeof(long));
            table.Rows.Add(Total);
        }
        else if (text.StartsWith("SELECT COUNT(*)", StringComparison.Ordinal))
        {
            table.Columns.Add("total", typeof(int));
            table.Rows.Add((int)Total);
        }
        else if (text.StartsWith("SELECT CASE", StringComparison.Ordinal))
        {
            table.Columns.Add("exists", typeof(bool));
            table.Rows.Add(false);
        }
        else
        {
            table.Columns.Add("none", typeof(int));
        }

        return table.CreateDataReader();
    }
}
