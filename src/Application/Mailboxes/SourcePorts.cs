using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>
/// Decides to which ports the service connects on a customer's word: to those of IMAP, so that nobody knocks at other doors through it.
/// </summary>
/// <param name="options">What an operator allows besides.</param>
public sealed class SourcePorts(IOptions<SourceAddressOptions> options)
{
    private readonly PortRange[] _allowed =
    [
        new(143, 143),
        new(993, 993),
        .. options.Value.AllowedPorts.Select(text => PortRange.TryParse(text, out var range) ? range : null).OfType<PortRange>(),
    ];

    /// <summary>Why a port must not be named, to be read after the field's name; null if it may be.</summary>
    /// <param name="port">The port; null = the preset's.</param>
    public string? FindRefusal(int? port) =>
        port is not { } named || Array.Exists(_allowed, range => range.Contains(named)) ? null : $"must be on one of these ports: {string.Join<PortRange>(", ", _allowed)}";
}
