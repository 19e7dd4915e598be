using Hosting.Migrations.Domain.Connections;

namespace Hosting.Migrations.Application.Connections;

/// <summary>What goes without saying of a kind.</summary>
internal static class ConnectionDefaults
{
    /// <summary>The mail server of a provider that has one for all; null where it has to be named.</summary>
    public static string? ServerOf(ConnectionKind kind) => kind switch
    {
        ConnectionKind.Microsoft365App => "outlook.office365.com",
        ConnectionKind.GoogleServiceAccount => "imap.gmail.com",
        ConnectionKind.Oauth2User or ConnectionKind.MasterUser => null,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
