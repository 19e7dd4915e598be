using System.Net;

namespace Hosting.Migrations.Api.Http;

/// <summary>What an operator can set about proxies in front of the service.</summary>
public sealed class ProxyOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Proxy";

    /// <summary>
    /// The addresses (<c>10.1.2.3</c>) and networks (<c>10.0.0.0/8</c>) of proxies whose <c>X-Forwarded-For</c>, <c>-Proto</c>, <c>-Host</c> and <c>-Prefix</c> are believed. Where there
    /// are any, links have scheme and host. Default: none.
    /// </summary>
    public IReadOnlyList<string> Trusted { get; init; } = [];

    /// <summary>How many proxies stand in a row. Default: 1; 1 to 10.</summary>
    public int Hops { get; init; } = 1;

    /// <summary>Reads an address as a network of its own.</summary>
    /// <param name="text">An address or a network.</param>
    /// <param name="network">The network.</param>
    public static bool TryParse(string text, out IPNetwork network)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
            return true;
        }

        return IPNetwork.TryParse(text, out network);
    }
}
