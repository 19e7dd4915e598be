using System.Text.Json;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Webhooks.Deliver;

/// <summary>What a webhook is told of an event.</summary>
internal static class NotificationBody
{
    private const string MomentFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public static string Of(Announcement announcement)
    {
        var (happened, migration) = (announcement.Event, announcement.Migration);
        return JsonSerializer.Serialize(new
        {
            type = "migration.status_changed",
            timestamp = happened.OccurredAt.UtcDateTime.ToString(MomentFormat, System.Globalization.CultureInfo.InvariantCulture),
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
