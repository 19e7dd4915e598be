using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>
/// One key for a mailbox however it is spelled, by which only one copy at a time writes into it. Spellings that could mean the same mailbox
/// share a key: at worst one copy waits for another without need.
/// </summary>
public static class MailboxKey
{
    /// <summary>The length of a key, in characters.</summary>
    public const int Length = 64;

    private const string ThisMachine = "localhost";

    /// <summary>The key of a mailbox: a hash of host, port and user in their normal forms.</summary>
    /// <param name="account">A mailbox.</param>
    public static string Of(MailAccount account) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{HostOf(account.Server.Host)} {ServiceOf(account.Server.Port)} {UserOf(account.Login.User)}")));

    /// <summary>A user in the normal form: letters of one case and width, the domain in ASCII, without a master user behind it.</summary>
    /// <param name="user">A user, such as a mail address.</param>
    public static string UserOf(string user)
    {
        // Half a surrogate pair, which is no text that could be normalised, becomes the replacement character.
        var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(user));
        var master = text.IndexOf(MailboxAddress.DefaultMasterSeparator, StringComparison.Ordinal);
        var folded = (master > 0 ? text[..master] : text).Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var at = folded.LastIndexOf('@');
        return at >= 0 && MailDomain.TryParse(folded[(at + 1)..], out var domain) ? $"{folded[..at]}@{domain}" : folded;
    }

    // What stands for this machine, be it by name or by address, is one host: a name means either family of addresses, and one service listens at several.
    private static string HostOf(string host)
    {
        var name = RemoteServer.TryParse(host, out var server) ? server.Host : host.ToLowerInvariant().TrimEnd('.');
        var address = IPAddress.TryParse(name, out var written) ? WithoutForm(written) : null;
        var isThisMachine = address is null
            ? name is ThisMachine or "localhost.localdomain" || name.EndsWith("." + ThisMachine, StringComparison.Ordinal)
            : IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        return isThisMachine ? ThisMachine : address?.ToString() ?? name;
    }

    // An IPv4 address within an IPv6 one is itself, and a zone says by which interface alone.
    private static IPAddress WithoutForm(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(address.GetAddressBytes());

    // With TLS from the start or without, these are the two doors of one IMAP service.
    private static string ServiceOf(int port) => port is 143 or 993 ? "imap" : port.ToString(CultureInfo.InvariantCulture);
}
