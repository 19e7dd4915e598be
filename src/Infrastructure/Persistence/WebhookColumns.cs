namespace Hosting.Migrations.Infrastructure.Persistence;

/// <summary>Columns of webhooks that the model knows by another name than their entity.</summary>
internal static class WebhookColumns
{
    /// <summary>What a webhook is told of, as it is kept: one kind after the other, with blanks between them.</summary>
    public const string Events = "_events";
}
