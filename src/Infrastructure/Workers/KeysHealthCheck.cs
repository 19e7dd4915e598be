using Hosting.Migrations.Application.Workers;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hosting.Migrations.Infrastructure.Workers;

/// <summary>Whether the worker can open the passwords that the database holds.</summary>
internal sealed class KeysHealthCheck(KeyCheck keys) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        keys.IsGood ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The keys of the passwords in the database are not those of this process (Secrets:KeyFolder)."));
}
