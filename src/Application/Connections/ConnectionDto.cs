using Hosting.Migrations.Domain.Connections;

namespace Hosting.Migrations.Application.Connections;

/// <summary>A stored way to log in to a provider, without its secret.</summary>
/// <param name="Id">The id by which it is known.</param>
/// <param name="CustomerCode">The customer whose it is.</param>
/// <param name="Name">The name by which CSV files name it.</param>
/// <param name="Kind">How it logs in.</param>
/// <param name="RemoteServer">The one mail server at which it logs in.</param>
/// <param name="Tenant">The directory of an app; null for other kinds.</param>
/// <param name="ClientId">The app, service account or client; null for a master user.</param>
/// <param name="TokenEndpoint">Where a client gets tokens; null where the kind says so.</param>
/// <param name="Scope">What tokens are asked for; null = the usual of the kind.</param>
/// <param name="User">The master user; null for other kinds.</param>
/// <param name="Separator">What joins user and master user into one name; null = both are sent apart.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
public sealed record ConnectionDto(
    string Id,
    string CustomerCode,
    string Name,
    ConnectionKind Kind,
    string RemoteServer,
    string? Tenant,
    string? ClientId,
    string? TokenEndpoint,
    string? Scope,
    string? User,
    string? Separator,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    internal static ConnectionDto Of(OwnedConnection owned) => new(
        owned.Connection.PublicId,
        owned.CustomerCode,
        owned.Connection.Name,
        owned.Connection.Kind,
        owned.Connection.RemoteServer,
        owned.Connection.Tenant,
        owned.Connection.ClientId,
        owned.Connection.TokenEndpoint,
        owned.Connection.Scope,
        owned.Connection.User,
        owned.Connection.Separator,
        owned.Connection.CreatedAt,
        owned.Connection.UpdatedAt);
}
