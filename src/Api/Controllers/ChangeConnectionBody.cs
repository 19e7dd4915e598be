using System.ComponentModel.DataAnnotations;
using Hosting.Migrations.Domain.Connections;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>What changes of a connection; what is left out stays as it is.</summary>
public sealed record ChangeConnectionBody
{
    /// <summary>The name by which CSV files name it. Mailboxes that log in by it already go on.</summary>
    /// <example>tenant-of-2026</example>
    [RegularExpression(ConnectionName.Pattern)]
    public string? Name { get; init; }

    /// <summary>microsoft365_app, oauth2_user: another secret.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>microsoft365_app: another certificate with its key, in PEM.</summary>
    public string? Certificate { get; init; }

    /// <summary>google_service_account: another key file, be it of another account.</summary>
    public string? Key { get; init; }

    /// <summary>master_user: another password.</summary>
    public string? Password { get; init; }

    /// <summary>oauth2_user: the user at the source whose consent is given; with refresh_token.</summary>
    [MaxLength(Domain.Migrations.Mailbox.MaxUserLength)]
    public string? Mailbox { get; init; }

    /// <summary>oauth2_user: the consent, as a refresh token; with mailbox.</summary>
    [MaxLength(4000)]
    public string? RefreshToken { get; init; }
}
