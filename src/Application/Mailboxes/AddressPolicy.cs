using System.Net;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>
/// Decides to which addresses the service connects on a customer's word: to public ones alone, so that nobody reaches the platform's own
/// network through it.
/// </summary>
/// <param name="options">What an operator allows and denies.</param>
public sealed class AddressPolicy(IOptions<SourceAddressOptions> options)
{
    private readonly IPNetwork[] _allowed = [.. options.Value.Allowed.Select(IPNetwork.Parse)];
    private readonly IPNetwork[] _denied = [.. options.Value.Denied.Select(IPNetwork.Parse)];

    /// <summary>Why an address must not be connected to, as the end of a sentence such as <c>10.0.0.1 is private</c>; null if it may be.</summary>
    /// <param name="address">An address that a name has been resolved to; the connection has to go to this one.</param>
    public string? FindRefusal(IPAddress address) => FindRefusal(address, []);

    /// <inheritdoc cref="FindRefusal(IPAddress)"/>
    /// <param name="address">An address that a name has been resolved to; the connection has to go to this one.</param>
    /// <param name="own">Addresses of the platform's own servers.</param>
    public string? FindRefusal(IPAddress address, IReadOnlyCollection<IPAddress> own)
    {
        var forms = SpecialAddresses.FormsOf(address);
        if (forms.FirstOrDefault(form => Array.Exists(_denied, network => network.Contains(form))) is { } denied)
        {
            return Describe(address, denied, $"in a network that {SourceAddressOptions.Section}:{nameof(SourceAddressOptions.Denied)} names");
        }

        if (Array.Exists(_allowed, network => network.Contains(forms[0])))
        {
            return null;
        }

        if (own.Any(server => forms.Contains(SpecialAddresses.FormsOf(server)[0])))
        {
            return $"{address} is an address of the destination";
        }

        return forms.Select(form => SpecialAddresses.FindRule(form) is { } rule ? Describe(address, form, rule) : null).FirstOrDefault(refusal => refusal is not null);
    }

    /// <summary>
    /// Why a server is not connected to, as the end of a sentence. To which addresses the platform's own resolver leads a name is nothing that a customer is told.
    /// </summary>
    /// <param name="host">The server's name or address, as the customer has given it.</param>
    /// <param name="refusals">Why each of its addresses is refused.</param>
    public static string Explain(string host, IEnumerable<string?> refusals) =>
        IPAddress.TryParse(host, out _) ? string.Join(", ", refusals) : "its name leads to no address that is allowed";

    private static string Describe(IPAddress address, IPAddress form, string rule) =>
        address.Equals(form) ? $"{address} is {rule}" : $"{address} stands for {form}, which is {rule}";
}
