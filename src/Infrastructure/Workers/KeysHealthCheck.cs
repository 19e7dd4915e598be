using Hosting.Migrations.Application.Workers;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hosting.Migrations.Infrastructure.Workers;

/// <summary>Whether the process can open the passwords that the database holds. Whether that can be asked at all, another check says.</summary>
internal sealed class KeysHealthCheck(KeyCheck keys, DatabaseContact contact) : IHealthCheck
{
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
    }
}
