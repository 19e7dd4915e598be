using System.Data.Common;
using Hosting.Migrations.Infrastructure.Persistence.Repositories;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.PostgreSql;

/// <summary>
/// Has each search planned for its own term: a plan for any term would scan the whole table. A statement is prepared once it
/// comes again, so each search gets a text of its own.
/// </summary>
internal sealed class PlanForTheTermInterceptor : DbCommandInterceptor
{
    private const string Mark = $"-- {MigrationRepository.SearchMark}";

    private long _searches;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (command.CommandText.StartsWith(Mark, StringComparison.Ordinal))
        {
            command.CommandText = $"-- {Interlocked.Increment(ref _searches)}\n{command.CommandText}";
        }

        return ValueTask.FromResult(result);
    }
}
