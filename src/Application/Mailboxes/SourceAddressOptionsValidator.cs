using System.Net;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>Stops the start when a setting is no list of networks or ports, and names it.</summary>
internal sealed class SourceAddressOptionsValidator : IValidateOptions<SourceAddressOptions>
{
    public ValidateOptionsResult Validate(string? name, SourceAddressOptions options)
    {
        var problems = FindProblems(nameof(options.Allowed), options.Allowed)
            .Concat(FindProblems(nameof(options.Denied), options.Denied))
            .Concat(options.AllowedPorts.Where(text => !PortRange.TryParse(text, out _)).Select(
                text => $"{SourceAddressOptions.Section}:{nameof(options.AllowedPorts)} holds '{text}', but must hold ports such as 1143, or ranges such as 2000-2999."))
            .ToList();
        return problems.Count > 0 ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }

    // A network of IPv4 addresses in IPv6 form would match nothing: addresses are compared in their IPv4 form.
    private static IEnumerable<string> FindProblems(string setting, IReadOnlyList<string> networks) => networks
        .Where(network => !IPNetwork.TryParse(network, out var parsed) || parsed.BaseAddress.IsIPv4MappedToIPv6)
        .Select(network => $"{SourceAddressOptions.Section}:{setting} holds '{network}', but must hold networks such as 10.20.0.0/16 or 2001:db8::/32.");
}
