using Microsoft.Extensions.Hosting;

namespace Hosting.Migrations.Infrastructure.Workers;

internal static class LifetimeExtensions
{
    /// <summary>Waits until the program has started: until then its database may still be made.</summary>
    public static async Task StartedAsync(this IHostApplicationLifetime lifetime, CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }
}
