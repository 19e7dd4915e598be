using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Hosting.Migrations.Domain.Migrations;

/// <summary>A source server as a CSV file names it: host name or IP address, optionally with <c>:port</c>.</summary>
/// <param name="Host">Host name in lower case (ASCII, IDNA), or IP address without brackets.</param>
/// <param name="Port">1 to 65535; null = the preset's.</param>
public sealed record RemoteServer(string Host, int? Port)
{
    /// <summary>The greatest length of a text that names a server, in characters.</summary>
    public const int MaxLength = 262;

    // RFC 1035, section 2.3.4.
    private const int MaxNameLength = 253;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>Reads a server.</summary>
    /// <param name="text">Such as <c>imap.example.net</c>, <c>192.0.2.1:1993</c> or <c>[2001:db8::1]:993</c>.</param>
    /// <exception cref="FormatException">The text names no server.</exception>
    public static RemoteServer Parse(string text) =>
        TryParse(text, out var server) ? server : throw new FormatException("The text names no server.");

    /// <summary>Reads a server, if the text names one.</summary>
    /// <param name="text">See <see cref="Parse"/>.</param>
    /// <param name="server">The server.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out RemoteServer? server)
    {
        server = null;
        var (host, port) = Split(text);
        if (text.Length > MaxLength || (port is not null && !IsPort(port)) || NormalHost(host) is not { } normal)
        {
            return false;
        }

        server = new RemoteServer(normal, port is null ? null : int.Parse(port, CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>The host that a text names, in its normal form; the text as it is where it names none.</summary>
    /// <param name="text">See <see cref="Parse"/>.</param>
    public static string HostOf(string text) => TryParse(text, out var server) ? server.Host : text;

    private static (string Host, string? Port) Split(string text)
    {
        var colon = text.LastIndexOf(':');

        // A bare IPv6 address has several colons, none of which comes before a port.
        return colon < 0 || (!text.StartsWith('[') && text.IndexOf(':', StringComparison.Ordinal) != colon) || text.EndsWith(']')
            ? (text, null)
            : (text[..colon], text[(colon + 1)..]);
    }

    private static bool IsPort(string port) =>
        port.Length is > 0 and <= 5
        && port.All(char.IsAsciiDigit)
        && int.Parse(port, CultureInfo.InvariantCulture) is >= 1 and <= IPEndPoint.MaxPort;

    private static string? NormalHost(string host)
    {
        var bare = host.StartsWith('[') && host.EndsWith(']') ? host[1..^1] : host;
        switch (Uri.CheckHostName(bare))
        {
            case UriHostNameType.IPv4 when bare == host:
            case UriHostNameType.IPv6 when !bare.Contains('%', StringComparison.Ordinal):
                return IPAddress.Parse(bare).ToString();
            case UriHostNameType.Dns when bare == host:
                return NormalName(host);
            default:
                return null;
        }
    }

    private static string? NormalName(string name)
    {
        if (HostNames.IsPlain(name) is { } isPlain)
        {
            return isPlain && name.Length <= MaxNameLength ? name.ToLowerInvariant() : null;
        }

        try
        {
            return Idn.GetAscii(name).ToLowerInvariant().TrimEnd('.');
        }
        catch (ArgumentException)
        {
            // IdnMapping has no Try method: an exception is how it says that a label is no label.
            return null;
        }
    }
}
