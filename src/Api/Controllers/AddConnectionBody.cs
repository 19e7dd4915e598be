using System.ComponentModel.DataAnnotations;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Connections;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>A connection to be added. Which fields it has depends on its kind.</summary>
public sealed record AddConnectionBody
{
    /// <summary>The customer whose mailboxes log in by it. Admin only, who must name it.</summary>
    /// <example>C1001</example>
    [RegularExpression(Domain.Customers.CustomerCode.Pattern)]
    public string? CustomerCode { get; init; }

    /// <summary>The name by which CSV files name it. Differs from that of every other connection of the customer in more than case.</summary>
    /// <example>old-tenant</example>
    [RegularExpression(ConnectionName.Pattern)]
    public required string Name { get; init; }

    /// <summary>How it logs in.</summary>
    /// <example>microsoft365_app</example>
    [OneOf<ConnectionKind>]
    public required string Kind { get; init; }

    /// <summary>
    /// The one mail server at which it logs in: its secret and tokens go nowhere else. outlook.office365.com or imap.gmail.com unless given; required for
    /// oauth2_user and master_user.
    /// </summary>
    [MaxLength(Domain.Migrations.RemoteServer.MaxLength)]
    public string? RemoteServer { get; init; }

    /// <summary>microsoft365_app: the GUID or a domain of the directory.</summary>
    /// <example>old.example</example>
    [MaxLength(253)]
    public string? Tenant { get; init; }

    /// <summary>microsoft365_app, oauth2_user: the app or client.</summary>
    /// <example>6731de76-14a6-49ae-97bc-6eba6914391e</example>
    [MaxLength(ConnectionSettings.MaxLength)]
    public string? ClientId { get; init; }

    /// <summary>microsoft365_app, oauth2_user: the secret of the app or client. A client may have none.</summary>
    /// <example>A1b8Q~cUd7fGhIjKlMnOpQrStUvWxYz</example>
    public string? ClientSecret { get; init; }

    /// <summary>microsoft365_app: a certificate with its RSA key in PEM, in the place of a secret.</summary>
    public string? Certificate { get; init; }

    /// <summary>google_service_account: the key file, as Google's console makes it.</summary>
    public string? Key { get; init; }

    /// <summary>oauth2_user: where tokens are asked for.</summary>
    [MaxLength(ConnectionSettings.MaxUrlLength)]
    public string? TokenEndpoint { get; init; }

    /// <summary>
    /// google_service_account: https://mail.google.com/ (unless given) or https://www.googleapis.com/auth/gmail.imap_admin; oauth2_user: what the provider wants.
    /// </summary>
    [MaxLength(ConnectionSettings.MaxScopeLength)]
    public string? Scope { get; init; }

    /// <summary>master_user: who logs in on behalf of all others.</summary>
    [MaxLength(ConnectionSettings.MaxLength)]
    public string? User { get; init; }

    /// <summary>master_user: the password.</summary>
    public string? Password { get; init; }

    /// <summary>master_user: what joins user and master user into one name, such as *; both are sent apart (SASL PLAIN) unless given.</summary>
    [MaxLength(ConnectionSettings.MaxSeparatorLength)]
    public string? Separator { get; init; }
}
