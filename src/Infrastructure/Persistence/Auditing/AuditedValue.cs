using System.Globalization;
using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Selection;
using Hosting.Migrations.Domain.Webhooks;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Hosting.Migrations.Infrastructure.Persistence.Auditing;

/// <summary>Spells values for the audit log as the API does.</summary>
internal static class AuditedValue
{
    private const string Moment = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static object? Of(IReadOnlyProperty property, object? value) => value switch
    {
        DateTimeOffset moment => moment.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture),
        Enum or FolderSelection => property.GetTypeMapping().Converter!.ConvertToProvider(value),
        string url when property.Name is nameof(Webhook.Url) or nameof(Connection.TokenEndpoint) => WithoutSecrets(url),
        _ => value,
    };

    /// <summary>An address's host: some carry a secret in the path, and some behind the question mark.</summary>
    private static string WithoutSecrets(string url) =>
        !Uri.TryCreate(url, UriKind.Absolute, out var uri) ? AuditedFields.HiddenText
            : $"{uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}/{(uri.PathAndQuery.Length > 1 ? AuditedFields.HiddenText : string.Empty)}";
}
