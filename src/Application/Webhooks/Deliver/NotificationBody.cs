using System.Text.Json;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Webhooks;

namespace Hosting.Migrations.Application.Webhooks.Deliver;

/// <summary>What a webhook is told of an event.</summary>
internal static class NotificationBody
{
    public static string Of(Announcement announcement)
    {
        var (happened, migration) = announcement;
        return JsonSerializer.Serialize(new
        {
            type = WebhookEvents.StatusChanged,
            timestamp = NotificationMoment.Of(happened.OccurredAt),
            data = new
            {
                code = migration.Code,
                owner = migration.Owner,
                status = EnumText<MigrationStatus>.ToText(happened.Status),
                status_detail = MigrationProfile.DetailOf(happened.IsCancelled, happened.IsPaused, happened.Step),
            },
        });
    }
}
