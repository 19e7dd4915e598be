using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Api.Http;

/// <summary>Believes what proxies say of the client, if an operator has named any.</summary>
internal static class ProxyHeaders
{
    public static void AddProxies(this IServiceCollection services) => services.AddOptions<ProxyOptions>()
        .BindConfiguration(ProxyOptions.Section)
        .Validate(options => options.Trusted.All(text => ProxyOptions.TryParse(text, out _)), $"{ProxyOptions.Section}:{nameof(ProxyOptions.Trusted)} must hold addresses or networks, such as 10.0.0.0/8.")
        .Validate(options => options.Hops is >= 1 and <= 10, $"{ProxyOptions.Section}:{nameof(ProxyOptions.Hops)} must be between 1 and 10.")
        .ValidateOnStart();

    public static void UseProxies(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value;
        if (settings.Trusted.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = settings.Hops };

        // By default this machine is believed, which an operator may not have meant.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var text in settings.Trusted)
        {
            if (ProxyOptions.TryParse(text, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
        }

        app.UseForwardedHeaders(options);
    }
}
