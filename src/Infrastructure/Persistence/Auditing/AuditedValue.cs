using System.Globalization;
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
        string url when property.DeclaringType.ClrType == typeof(Webhook) && property.Name == nameof(Webhook.Url) => WithoutSecrets(url),
        _ => value,
    };

    /// <summary>An address by which it can be told from others: some carry a user, or a secret behind the question mark.</summary>
    private static string WithoutSecrets(string url) =>
        !Uri.TryCreate(url, UriKind.Absolute, out var uri) ? AuditedFields.HiddenText
            : $"{uri.GetComponents(UriComponents.Scheme | UriComponents.Host | UriComponents.Port | UriComponents.Path, UriFormat.UriEscaped)}"
                + (uri.Query.Length > 0 ? $"?{AuditedFields.HiddenText}" : string.Empty);
}
