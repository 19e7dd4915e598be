using System.ComponentModel.DataAnnotations;
using Hosting.Migrations.Domain.Webhooks;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>A webhook to be added.</summary>
public sealed record AddWebhookBody
{
    /// <summary>The customer of whose migrations it is told. Admin only, who must name it.</summary>
    /// <example>C1001</example>
    [RegularExpression(Domain.Customers.CustomerCode.Pattern)]
    public string? CustomerCode { get; init; }

    /// <summary>Where notifications are posted: http or https, without user and fragment.</summary>
    /// <example>https://panel.example.net/hooks/migrations</example>
    [MaxLength(Webhook.MaxUrlLength)]
    public required string Url { get; init; }

    /// <summary>
    /// What it is told of, one or more of migration.status_changed, mailbox.succeeded and mailbox.failed; the first of them unless given.
    /// </summary>
    /// <example>["migration.status_changed", "mailbox.failed"]</example>
    [WebhookEvent]
    public IReadOnlyList<string>? Events { get; init; }
}
