namespace Hosting.Migrations.Domain.Connections;

/// <summary>What a kind of connection is made of.</summary>
/// <param name="Required">The settings that it must have, by their names.</param>
/// <param name="Optional">Those that it may have besides.</param>
/// <param name="NeedsSecret">Whether it must have a secret.</param>
public sealed record ConnectionNeeds(IReadOnlyList<string> Required, IReadOnlyList<string> Optional, bool NeedsSecret)
{
    private static readonly (string Name, Func<ConnectionSettings, string?> Get)[] Settings =
    [
        (nameof(ConnectionSettings.RemoteServer), settings => settings.RemoteServer),
        (nameof(ConnectionSettings.Tenant), settings => settings.Tenant),
        (nameof(ConnectionSettings.ClientId), settings => settings.ClientId),
        (nameof(ConnectionSettings.TokenEndpoint), settings => settings.TokenEndpoint),
        (nameof(ConnectionSettings.Scope), settings => settings.Scope),
        (nameof(ConnectionSettings.User), settings => settings.User),
        (nameof(ConnectionSettings.Separator), settings => settings.Separator),
    ];

    /// <summary>What a kind is made of.</summary>
    /// <param name="kind">A declared kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind is not declared.</exception>
    public static ConnectionNeeds Of(ConnectionKind kind) => kind switch
    {
        ConnectionKind.Microsoft365App => new([nameof(ConnectionSettings.Tenant), nameof(ConnectionSettings.ClientId)], [], true),
        ConnectionKind.GoogleServiceAccount => new([nameof(ConnectionSettings.ClientId)], [nameof(ConnectionSettings.Scope)], true),
        ConnectionKind.Oauth2User => new(
            [nameof(ConnectionSettings.TokenEndpoint), nameof(ConnectionSettings.ClientId)],
            [nameof(ConnectionSettings.Scope)],
            false),
        ConnectionKind.MasterUser => new([nameof(ConnectionSettings.User)], [nameof(ConnectionSettings.Separator)], true),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>Whether all that is required is there, and nothing that the kind does not have.</summary>
    /// <param name="settings">What was given.</param>
    /// <param name="hasSecret">Whether a secret was given.</param>
    public bool AreMetBy(ConnectionSettings settings, bool hasSecret) =>
        (hasSecret || !NeedsSecret)
        && Array.TrueForAll(Settings, setting => string.IsNullOrEmpty(setting.Get(settings)) ? !IsRequired(setting.Name) : IsKnown(setting.Name));

    private bool IsRequired(string name) => name == nameof(ConnectionSettings.RemoteServer) || Required.Contains(name);

    private bool IsKnown(string name) => IsRequired(name) || Optional.Contains(name);
}
