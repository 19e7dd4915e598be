using System.CommandLine;

namespace Hosting.Migrations.Api.Commands;

/// <summary><c>health</c>: what a container's health check runs, as its image has no HTTP client.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var url = new Option<string>("--url")
        {
            Description = "Where the service is asked.",
            DefaultValueFactory = _ => "http://localhost:8080/health/ready",
        };
        var health = new Command("health", "Ask a running service whether it is ready.") { url };
        health.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = new HttpClient { Timeout = Timeout };
            var address = parsed.GetRequiredValue(url);
            try
            {
                using var response = await client.GetAsync(address, cancellationToken);
                response.EnsureSuccessStatusCode();
                Console.WriteLine(await response.Content.ReadAsStringAsync(cancellationToken));
            }
            catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"{address} did not answer within {Timeout.TotalSeconds} s");
            }
        });
        return health;
    }
}
