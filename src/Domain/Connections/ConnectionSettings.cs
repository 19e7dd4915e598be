namespace Hosting.Migrations.Domain.Connections;

/// <summary>What a connection is made of, but for its secret. Each kind has some of it.</summary>
/// <param name="RemoteServer">The one mail server at which it logs in, as a CSV file names it: its secret and its tokens go nowhere else.</param>
public sealed record ConnectionSettings(string RemoteServer)
{
    /// <summary>The greatest length of a text, in characters.</summary>
    public const int MaxLength = 320;

    /// <summary>The greatest length of a URL, in characters.</summary>
    public const int MaxUrlLength = 2000;

    /// <summary>The greatest length of <see cref="Scope"/>, in characters.</summary>
    public const int MaxScopeLength = 500;

    /// <summary>The greatest length of <see cref="Separator"/>, in characters.</summary>
    public const int MaxSeparatorLength = 10;

    /// <summary>The directory of a <see cref="ConnectionKind.Microsoft365App"/>: its GUID or one of its domains.</summary>
    public string? Tenant { get; init; }

    /// <summary>The app, service account or client, by the name that its provider has given it.</summary>
    public string? ClientId { get; init; }

    /// <summary>Where a <see cref="ConnectionKind.Oauth2User"/> gets tokens.</summary>
    public string? TokenEndpoint { get; init; }

    /// <summary>What tokens are asked for; null = the usual of the kind.</summary>
    public string? Scope { get; init; }

    /// <summary>The master user.</summary>
    public string? User { get; init; }

    /// <summary>What joins user and master user into one name; null = both are sent apart (RFC 4616).</summary>
    public string? Separator { get; init; }
}
