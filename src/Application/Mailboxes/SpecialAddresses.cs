using System.Net;
using System.Net.Sockets;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>Addresses that are not public, after the registries of IANA for special purposes (RFC 6890).</summary>
internal static class SpecialAddresses
{
    private static readonly (IPNetwork Network, string Rule)[] Rules =
    [
        Rule("0.0.0.0/8", "of this network"), Rule("10.0.0.0/8", "private"), Rule("100.64.0.0/10", "behind a carrier's NAT"), Rule("127.0.0.0/8", "this machine's own"),
        Rule("169.254.0.0/16", "link-local"), Rule("172.16.0.0/12", "private"), Rule("192.0.0.0/24", "reserved"), Rule("192.0.2.0/24", "for documentation"),
        Rule("192.88.99.0/24", "reserved"), Rule("192.168.0.0/16", "private"), Rule("198.18.0.0/15", "for benchmarks"), Rule("198.51.100.0/24", "for documentation"),
        Rule("203.0.113.0/24", "for documentation"), Rule("224.0.0.0/4", "multicast"), Rule("255.255.255.255/32", "the broadcast address"), Rule("240.0.0.0/4", "reserved"),
        Rule("::/128", "unspecified"), Rule("::1/128", "this machine's own"), Rule("64:ff9b:1::/48", "private"), Rule("2001:2::/48", "for benchmarks"), Rule("2001:10::/28", "reserved"),
        Rule("2001:20::/28", "reserved"), Rule("2001:db8::/32", "for documentation"), Rule("3fff::/20", "for documentation"), Rule("fc00::/7", "private"), Rule("fe80::/10", "link-local"),
        Rule("fec0::/10", "private"), Rule("ff00::/8", "multicast"),
    ];

    private static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>The address, in its IPv4 form if it has one, and what IPv4 addresses are wrapped in it: a gateway may unwrap them.</summary>
    public static IReadOnlyList<IPAddress> FormsOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6 || address.AddressFamily == AddressFamily.InterNetwork)
        {
            return [address.MapToIPv4()];
        }

        var bytes = address.GetAddressBytes();
        return Nat64.Contains(address) || Compatible.Contains(address) ? [address, new IPAddress(bytes.AsSpan(12))]
            : SixToFour.Contains(address) ? [address, new IPAddress(bytes.AsSpan(2, 4))]
            : Teredo.Contains(address) ? [address, new IPAddress(bytes.AsSpan(4, 4)), new IPAddress([.. bytes[12..].Select(part => (byte)~part)])]
            : [address];
    }

    /// <summary>What makes an address special; null if it is public.</summary>
    public static string? FindRule(IPAddress address) =>
        Array.Find(Rules, rule => rule.Network.Contains(address)).Rule
        ?? (address.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(address) || Nat64.Contains(address) ? null : "not public");

    private static (IPNetwork Network, string Rule) Rule(string network, string rule) => (IPNetwork.Parse(network), rule);
}
