using System.ComponentModel.DataAnnotations;
using Hosting.Migrations.Domain.Webhooks;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>What changes of a webhook; what is left out stays as it is.</summary>
public sealed record ChangeWebhookBody
{
    /// <summary>Where notifications are posted.</summary>
    [MaxLength(Webhook.MaxUrlLength)]
    public string? Url { get; init; }

    /// <summary>All that it is told of from now on.</summary>
    /// <example>["migration.status_changed"]</example>
    [WebhookEvent]
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>Whether it is told of anything. What waits to be told waits; what happens meanwhile is not told later either.</summary>
    public bool? Enabled { get; init; }
}
