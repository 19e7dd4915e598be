using Hosting.Migrations.Application.Workers;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Infrastructure.Workers;

/// <summary>Whether the process can open the passwords that the database holds. Whether that can be asked at all, another check says.</summary>
internal sealed partial class KeysHealthCheck(KeyCheck keys, DatabaseContact contact, TimeProvider clock, ILogger<KeysHealthCheck> logger) : IHealthCheck
{
    private readonly OnceAMinute _complaint = new(clock);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await keys.PassesAsync(cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The keys of the passwords in the database are not those of this process (Secrets:KeyFolder).");
        }
        catch (Exception fault) when (contact.Explains(fault))
        {
            return HealthCheckResult.Healthy("The database can't be asked.");
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            if (_complaint.IsDue())
            {
                LogFailed(fault);
            }

            return HealthCheckResult.Unhealthy("The keys of the passwords in the database can't be tried.");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The keys of the passwords in the database could not be tried")]
    private partial void LogFailed(Exception fault);
}
