using Hosting.Migrations.Application.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Infrastructure.Persistence;

/// <summary>Whether the database answers, and has the schema of this program. It is asked every few seconds, and tells what is wrong once a minute.</summary>
internal sealed partial class DatabaseHealthCheck(IServiceScopeFactory scopes, DatabaseContact contact, TimeProvider clock, ILogger<DatabaseHealthCheck> logger) : IHealthCheck
{
    private readonly OnceAMinute _complaint = new(clock);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var missing = await scopes.WithDatabaseAsync(database => FindMissingAsync(database, cancellationToken));
            if (missing is null)
            {
                return HealthCheckResult.Healthy();
            }

            if (_complaint.IsDue())
            {
                LogOutdated(missing);
            }

            return HealthCheckResult.Unhealthy("The database lacks a part of its schema: run `database migrate`.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("Whoever asked has not waited for the answer.");
        }
        catch (Exception fault)
        {
            if (!contact.Explains(fault) && _complaint.IsDue())
            {
                LogFailed(fault);
            }

            return HealthCheckResult.Unhealthy("The database can't be asked.");
        }
    }

    // A connection alone is not enough: without its schema the database answers nothing, and with that of a version before not everything.
    private static async Task<string?> FindMissingAsync(MigrationsDbContext database, CancellationToken cancellationToken)
    {
        var last = database.Database.GetMigrations().Last();
        return (await database.Database.GetAppliedMigrationsAsync(cancellationToken)).Contains(last) ? null : last;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database has not the schema of this program yet, which ends with {Migration}: run `database migrate`")]
    private partial void LogOutdated(string migration);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database could not be asked for its schema")]
    private partial void LogFailed(Exception fault);
}
