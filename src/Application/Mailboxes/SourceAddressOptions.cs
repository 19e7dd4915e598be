namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>Where on the network customers may point the service to.</summary>
public sealed class SourceAddressOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "SourceAddresses";

    /// <summary>Networks that are allowed though they are not public, or hold the platform's own servers, such as <c>10.20.0.0/16</c>. Default: none.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>Networks that are refused besides those that are not public, such as the platform's own; they win over <see cref="Allowed"/>. Default: none.</summary>
    public IReadOnlyList<string> Denied { get; init; } = [];

    /// <summary>Ports that uploads may name besides 143 and 993: single ones, such as <c>1143</c>, and ranges, such as <c>2000-2999</c>. Default: none.</summary>
    public IReadOnlyList<string> AllowedPorts { get; init; } = [];
}
