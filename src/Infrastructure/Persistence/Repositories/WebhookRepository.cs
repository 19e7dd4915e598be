using Hosting.Migrations.Application.Webhooks;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Webhooks;
using Hosting.Migrations.Infrastructure.Persistence.Configurations;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

internal sealed class WebhookRepository(MigrationsDbContext context) : IWebhookRepository
{
    // What a newer version has noted is announced by that one, and keeps nobody else's news back.
    private static readonly MigrationStatus[] Statuses = Enum.GetValues<MigrationStatus>();
    private static readonly MigrationStep?[] Steps = [null, .. Enum.GetValues<MigrationStep>()];

    public async Task<IReadOnlyList<OwnedWebhook>> ListAsync(CancellationToken cancellationToken) => await (
        from webhook in context.Webhooks.AsNoTracking()
        join customer in context.Customers on webhook.CustomerId equals customer.Id
        orderby webhook.Id
        select new OwnedWebhook(webhook, customer.Code)).ToListAsync(cancellationToken);

    public Task<Webhook?> FindAsync(long id, CancellationToken cancellationToken) =>
        context.Webhooks.SingleOrDefaultAsync(webhook => webhook.Id == id, cancellationToken);

    public void Add(Webhook webhook) => context.Webhooks.Add(webhook);

    public void Remove(Webhook webhook) => context.Webhooks.Remove(webhook);

    public async Task<IReadOnlyList<UnannouncedEvent>> ListUnannouncedAsync(int atMost, CancellationToken cancellationToken)
    {
        var events = await (
            from happened in context.MigrationEvents
            join migration in context.Migrations on happened.MigrationId equals migration.Id
            where EF.Property<DateTimeOffset?>(happened, MigrationEventConfiguration.AnnouncedAt) == null
                && Statuses.Contains(happened.Status) && Steps.Contains(happened.Step)
            orderby happened.Id
            select new { Event = happened, migration.CustomerId }).Take(atMost).ToListAsync(cancellationToken);
        if (events.Count == 0)
        {
            return [];
        }

        var customers = events.Select(entry => entry.CustomerId).Distinct().ToList();
        var webhooks = await context.Webhooks.AsNoTracking().Where(webhook => customers.Contains(webhook.CustomerId)).ToListAsync(cancellationToken);
        return events.ConvertAll(entry => new UnannouncedEvent(
            entry.Event,
            [.. webhooks.Where(webhook => webhook.CustomerId == entry.CustomerId && webhook.CreatedAt <= entry.Event.OccurredAt).Select(webhook => webhook.Id)]));
    }

    public void Announce(UnannouncedEvent happened, DateTimeOffset now)
    {
        context.WebhookDeliveries.AddRange(happened.WebhookIds.Select(webhookId => new WebhookDelivery(webhookId, happened.Event.Id, now)));
        context.Entry(happened.Event).Property<DateTimeOffset?>(MigrationEventConfiguration.AnnouncedAt).CurrentValue = now.ToUniversalTime();
    }

    public async Task<IReadOnlyList<WebhookDelivery>> ListDueAsync(DateTimeOffset now, int atMost, CancellationToken cancellationToken) =>
        await context.WebhookDeliveries
            .Where(delivery => delivery.NextAttemptAt <= now)
            .OrderBy(delivery => delivery.NextAttemptAt).ThenBy(delivery => delivery.Id)
            .Take(atMost)
            .ToListAsync(cancellationToken);

    public Task<WebhookDelivery?> FindDeliveryAsync(long id, CancellationToken cancellationToken) =>
        context.WebhookDeliveries.SingleOrDefaultAsync(delivery => delivery.Id == id, cancellationToken);

    public Task<Announcement?> FindAnnouncementAsync(WebhookDelivery delivery, CancellationToken cancellationToken) => (
        from webhook in context.Webhooks.AsNoTracking()
        from happened in context.MigrationEvents.AsNoTracking()
        join migration in context.Migrations.AsNoTracking() on happened.MigrationId equals migration.Id
        where webhook.Id == delivery.WebhookId && happened.Id == delivery.EventId
        select new Announcement(webhook, happened, migration)).SingleOrDefaultAsync(cancellationToken);
}
