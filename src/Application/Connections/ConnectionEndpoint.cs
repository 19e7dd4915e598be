using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Webhooks;

namespace Hosting.Migrations.Application.Connections;

/// <summary>The rule for the addresses at which tokens are asked for.</summary>
internal static class ConnectionEndpoint
{
    /// <summary>Whether secrets may be sent to a URL.</summary>
    public static bool IsValid(string url, ConnectionOptions options) =>
        url.Length <= ConnectionSettings.MaxUrlLength && Webhook.IsValidUrl(url) && (options.AllowHttp || url.StartsWith("https:", StringComparison.OrdinalIgnoreCase));

    /// <summary>The rule in words.</summary>
    public static string Rule(ConnectionOptions options) =>
        $"an {(options.AllowHttp ? "http or https" : "https")} URL of at most {ConnectionSettings.MaxUrlLength} characters, without user and fragment";
}
