using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>What a preset says about a source.</summary>
/// <param name="Port">The port, unless the source names one.</param>
/// <param name="Security">How the connection is protected.</param>
/// <param name="Rules">Which folders are left out.</param>
public sealed record SourceProfile(int Port, TransportSecurity Security, FolderRules Rules)
{
    private const int TlsPort = 993;
    private const int ClearPort = 143;

    /// <summary>The profile of a preset.</summary>
    /// <param name="preset">A declared preset.</param>
    /// <exception cref="ArgumentOutOfRangeException">The preset is not declared.</exception>
    public static SourceProfile For(Preset preset) => preset switch
    {
        Preset.StandardSsl => new SourceProfile(TlsPort, TransportSecurity.Tls, FolderRules.Standard),
        Preset.StandardNoSsl => new SourceProfile(ClearPort, TransportSecurity.StartTlsWhenOffered, FolderRules.Standard),
        Preset.Gmail => new SourceProfile(TlsPort, TransportSecurity.Tls, FolderRules.Gmail),
        Preset.Exchange or Preset.Office365 => new SourceProfile(TlsPort, TransportSecurity.Tls, FolderRules.Exchange),
        _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, null),
    };
}
